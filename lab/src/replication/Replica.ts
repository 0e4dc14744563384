/** How far behind a replica stays: in time, or in commits. */
export type Lag = { readonly ms: number } | { readonly lsn: number };

interface Commit {
  readonly lsn: number;
  readonly time: number;
  /** When it arrives; `undefined` while that depends on later commits. */
  readonly due: number | undefined;
  /** The LSN of the range with which it arrives, where the lag counts commits. */
  readonly dueLsn: number | undefined;
}

/** One copy of a range's data. What it has, everything up to its LSN, follows from the time alone. */
export class Replica {
  /** `Local/2` */
  readonly name: string;
  readonly region: string;
  /** Which part of the configured lag it has, 0 to 1. */
  readonly share: number;
  #lsn: number;
  /** The newest commit that it has been told of. */
  #head: number;
  #frozen = false;
  #coming: Commit[] = [];
  #arrived = 0;

  constructor(name: string, region: string, share: number, lsn: number) {
    this.name = name;
    this.region = region;
    this.share = share;
    this.#lsn = lsn;
    this.#head = lsn;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  /** A commit of the primary sets out for this replica. */
  send(lsn: number, time: number, lag: Lag): void {
    const due =
      "ms" in lag ? time + Math.round(lag.ms * this.share) : undefined;
    const dueLsn =
      "lsn" in lag ? lsn + Math.round(lag.lsn * this.share) : undefined;
    this.#head = lsn;
    this.#coming.push({ lsn, time, due, dueLsn });
  }

  /** A commit that it made itself, as the primary. */
  hold(lsn: number): void {
    this.#head = lsn;
    this.#lsn = lsn;
  }

  /** Everything up to this LSN has been applied at that time. */
  lsnAt(now: number): number {
    if (this.#frozen) return this.#lsn;
    const coming = this.#coming;
    while (this.#arrived < coming.length) {
      const commit = coming[this.#arrived]!;
      // One behind the other: what is on the way behind a slow commit waits for it.
      if (commit.due !== undefined && commit.due > now) break;
      if (commit.dueLsn !== undefined && commit.dueLsn > this.#head) break;
      this.#lsn = commit.lsn;
      this.#arrived++;
    }
    if (this.#arrived === coming.length) {
      if (this.#arrived > 0) this.#coming = [];
      this.#arrived = 0;
    } else if (this.#arrived > 1024) {
      this.#coming = coming.slice(this.#arrived);
      this.#arrived = 0;
    }
    return this.#lsn;
  }

  /** When the next commit arrives, if only time is needed for it. */
  nextArrival(): number | undefined {
    return this.#frozen ? undefined : this.#coming[this.#arrived]?.due;
  }

  /** Commit time of the oldest commit that it lacks. */
  missingSince(now: number): number | undefined {
    this.lsnAt(now);
    return this.#coming[this.#arrived]?.time;
  }

  /** LSN of the last commit made by then that it has or that is on its way. */
  lsnCommittedBy(time: number): number {
    let lsn = this.#lsn;
    for (let at = this.#arrived; at < this.#coming.length; at++) {
      const commit = this.#coming[at]!;
      if (commit.time > time) break;
      lsn = commit.lsn;
    }
    return lsn;
  }

  freeze(now: number): void {
    this.lsnAt(now);
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
  }

  /** Has everything at once, as a replica must that becomes the primary. */
  catchUp(): void {
    this.#lsn = this.#head;
    this.#coming = [];
    this.#arrived = 0;
  }

  /** The same replica of a child: as far as this one is, with the same commits on the way. */
  fork(): Replica {
    const child = new Replica(this.name, this.region, this.share, this.#lsn);
    child.#head = this.#head;
    child.#frozen = this.#frozen;
    child.#coming = this.#coming.slice(this.#arrived);
    return child;
  }
}
