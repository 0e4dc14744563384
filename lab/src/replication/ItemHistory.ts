/** What an item was from one commit on. Newest first: each version knows the one before it. */
export interface Version<T> {
  readonly lsn: number;
  /** `undefined`: the item was deleted. */
  readonly value: T | undefined;
  /** `undefined` when there was none, or when no replica can show it any more. */
  previous: Version<T> | undefined;
}

/** All versions of one item that some replica may still have to show. */
export class ItemHistory<T> {
  readonly partition: string;
  readonly id: string;
  /** Place in the order in which items came to the container; pages of a query go on behind it. */
  readonly ordinal: number;
  newest: Version<T>;
  /** It was deleted, and no replica shows it any more. */
  isForgotten = false;

  constructor(
    partition: string,
    id: string,
    ordinal: number,
    newest: Version<T>,
  ) {
    this.partition = partition;
    this.id = id;
    this.ordinal = ordinal;
    this.newest = newest;
  }

  /** The version that a replica shows which has applied everything up to `lsn`. */
  at(lsn: number): Version<T> | undefined {
    let version: Version<T> | undefined = this.newest;
    while (version !== undefined && version.lsn > lsn) {
      version = version.previous;
    }
    return version;
  }

  /** Forgets what no replica at `lsn` or later shows. */
  trim(lsn: number): void {
    const oldest = this.at(lsn);
    if (oldest !== undefined) oldest.previous = undefined;
  }
}
