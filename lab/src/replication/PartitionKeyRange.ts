import type { AnsweringReplica } from "../config.ts";
import type { Random } from "./random.ts";
import type { Reigns } from "./Reigns.ts";
import type { Lag, Replica } from "./Replica.ts";
import { type Change, VersionedStore } from "./VersionedStore.ts";

/** Interval of the hash space, `minInclusive` "" to `maxExclusive` "FF". */
export interface HashInterval {
  /** The same borders as shares of all hashes, 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly minInclusive: string;
  readonly maxExclusive: string;
}

/** What a read sees of a range: everything up to the LSN of the replica that answers. */
export interface View<T> {
  readonly range: PartitionKeyRange<T>;
  readonly replica: Replica;
  readonly lsn: number;
  /** This range's part of the session token that the answer bears. */
  readonly token: string;
  /** How long ago the oldest write was made that the replica lacks; 0 when it lacks none. */
  readonly lagMs: number;
}

/** The state that a read insists on. */
export interface Need {
  readonly lsn: number;
  readonly version: number;
}

/** A physical partition: the items of one interval of the hash, and their replicas in all regions. */
export class PartitionKeyRange<T> {
  readonly id: string;
  readonly interval: HashInterval;
  /** All ranges that it came of, the oldest first. */
  readonly parents: readonly string[];
  readonly store = new VersionedStore<T>();
  readonly replicas: readonly Replica[];
  /** Name of the region that takes writes; its first replica is the primary. */
  writeRegion: string;
  #lsn: number;
  #reigns: Reigns;

  constructor(made: {
    id: string;
    interval: HashInterval;
    parents: readonly string[];
    replicas: readonly Replica[];
    writeRegion: string;
    lsn: number;
    reigns: Reigns;
  }) {
    this.id = made.id;
    this.interval = made.interval;
    this.parents = made.parents;
    this.replicas = made.replicas;
    this.writeRegion = made.writeRegion;
    this.#lsn = made.lsn;
    this.#reigns = made.reigns;
  }

  /** Of the last commit. */
  get lsn(): number {
    return this.#lsn;
  }

  get reigns(): Reigns {
    return this.#reigns;
  }

  get primary(): Replica {
    return this.replicas.find((each) => each.region === this.writeRegion)!;
  }

  covers(effectiveKey: string): boolean {
    const { minInclusive, maxExclusive } = this.interval;
    return effectiveKey >= minInclusive && effectiveKey < maxExclusive;
  }

  /** Makes all changes at one new LSN, visible together on each replica. */
  commit(
    changes: readonly Change<T>[],
    time: number,
    lagOf: (replica: Replica) => Lag,
    nextOrdinal: () => number,
  ): number {
    this.store.trim(this.slowest(time));
    const lsn = ++this.#lsn;
    for (const change of changes) this.store.apply(lsn, change, nextOrdinal);
    const { primary } = this;
    for (const replica of this.replicas) {
      if (replica === primary) replica.hold(lsn);
      else replica.send(lsn, time, lagOf(replica));
    }
    return lsn;
  }

  /** A commit of an earlier life of the lab, which all replicas have by now. */
  restore(
    lsn: number,
    changes: readonly Change<T>[],
    nextOrdinal: () => number,
  ): void {
    for (const change of changes) this.store.apply(lsn, change, nextOrdinal);
    this.#lsn = Math.max(this.#lsn, lsn);
    for (const replica of this.replicas) replica.hold(this.#lsn);
  }

  /** Another region takes the writes from the next LSN on; it has everything first. */
  fail(
    region: string,
    index: number,
    time: number,
    lagOf: (replica: Replica) => Lag,
  ): void {
    this.writeRegion = region;
    this.primary.catchUp();
    this.#reigns = this.#reigns.followedBy(index, this.#lsn + 1);
    this.commit([], time, lagOf, () => 0);
  }

  /** LSN up to which every replica has everything. */
  slowest(now: number): number {
    let lsn = Infinity;
    for (const replica of this.replicas) {
      lsn = Math.min(lsn, this.lsnOf(replica, now));
    }
    return lsn;
  }

  /** LSN of the last commit that was made by then, as far as some replica still lacks it. */
  lsnCommittedBy(time: number): number {
    let lsn = this.#lsn;
    for (const replica of this.replicas) {
      if (replica === this.primary) continue;
      lsn = Math.min(lsn, replica.lsnCommittedBy(time));
    }
    return lsn;
  }

  lsnOf(replica: Replica, now: number): number {
    return replica === this.primary ? this.#lsn : replica.lsnAt(now);
  }

  /** The replicas of a region that answer reads: all but a frozen primary. */
  readable(region: string): Replica[] {
    const { primary } = this;
    return this.replicas.filter(
      (replica) =>
        replica.region === region && !(replica === primary && replica.frozen),
    );
  }

  /** The replica that answers a read which insists on nothing. */
  choose(
    region: string,
    answer: AnsweringReplica,
    random: Random,
    now: number,
  ): Replica | undefined {
    const readable = this.readable(region);
    if (answer === "random" && readable.length > 0)
      return random.pick(readable);
    const sorted = readable.sort(
      (a, b) => this.lsnOf(a, now) - this.lsnOf(b, now),
    );
    return answer === "stalest" ? sorted[0] : sorted.at(-1);
  }

  reaches(lsn: number, need: Need): boolean {
    return lsn >= need.lsn && this.#reigns.versionAt(lsn) >= need.version;
  }

  view(replica: Replica, now: number): View<T> {
    const lsn = this.lsnOf(replica, now);
    const since = lsn < this.#lsn ? replica.missingSince(now) : undefined;
    return {
      range: this,
      replica,
      lsn,
      token: this.tokenAt(lsn),
      lagMs: since === undefined ? 0 : now - since,
    };
  }

  /** What a write sees and answers with: the state of the primary. */
  head(): View<T> {
    const lsn = this.#lsn;
    const token = this.tokenAt(lsn);
    return { range: this, replica: this.primary, lsn, token, lagMs: 0 };
  }

  tokenAt(lsn: number): string {
    return `${this.id}:${this.#reigns.vectorAt(lsn)}`;
  }
}
