// Which region took the writes, from which LSN on. The version in a token is a function of the LSN:
// a failover is itself a commit, so a replica that has not yet applied it still speaks with the old
// version, and comparing tokens (version first, then LSN) stays right across a failover.

export interface Reign {
  readonly fromLsn: number;
  readonly version: number;
  readonly region: number;
}

export class Reigns {
  readonly #regions: number;
  readonly #reigns: readonly Reign[];

  private constructor(regions: number, reigns: readonly Reign[]) {
    this.#regions = regions;
    this.#reigns = reigns;
  }

  /** @param regions How many regions the account has; `region` is the index of the first to write. */
  static start(regions: number, region: number, fromLsn: number): Reigns {
    // An account with one region has no configuration to count: -1, as tokens of the real service
    // show (Azure/azure-sdk-for-python issue 39464).
    const version = regions === 1 ? -1 : 1;
    return new Reigns(regions, [{ fromLsn, version, region }]);
  }

  static of(regions: number, reigns: readonly Reign[]): Reigns {
    return new Reigns(regions, reigns);
  }

  all(): readonly Reign[] {
    return this.#reigns;
  }

  /** With one more: from `fromLsn` on that region takes the writes. */
  followedBy(region: number, fromLsn: number): Reigns {
    const version = this.#reigns.at(-1)!.version + 1;
    const next = { fromLsn, version, region };
    return new Reigns(this.#regions, [...this.#reigns, next]);
  }

  versionAt(lsn: number): number {
    return this.#at(lsn).version;
  }

  /**
   * Vector of a token, `-1#42` or with several regions `1#100#1=100#2=0`: for each region, the last
   * LSN that was written while it took the writes; 0 where it never did. All regions stand in every
   * token: the SDK throws when the set differs at an equal version.
   */
  vectorAt(lsn: number): string {
    const { version } = this.#at(lsn);
    if (this.#regions === 1) return `${version}#${lsn}`;
    let text = `${version}#${lsn}`;
    for (let region = 0; region < this.#regions; region++) {
      text += `#${region + 1}=${this.#lastWritten(region, lsn)}`;
    }
    return text;
  }

  #at(lsn: number): Reign {
    return (
      this.#reigns.findLast((reign) => reign.fromLsn <= lsn) ?? this.#reigns[0]!
    );
  }

  #lastWritten(region: number, lsn: number): number {
    let last = 0;
    this.#reigns.forEach((reign, index) => {
      if (reign.region !== region || reign.fromLsn > lsn) return;
      const end = this.#reigns[index + 1]?.fromLsn ?? Infinity;
      last = Math.min(lsn, end - 1);
    });
    return last;
  }
}
