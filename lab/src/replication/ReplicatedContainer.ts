import { LabRequestError } from "../config.ts";
import type { Clock } from "./clock.ts";
import type { LagRules } from "./LagRules.ts";
import {
  effectivePartitionKey,
  hashBorder,
  type HashKind,
  type KeyComponent,
} from "./partitionHash.ts";
import { keyOfPartition } from "./partitionName.ts";
import {
  type HashInterval,
  type Need,
  PartitionKeyRange,
  type View,
} from "./PartitionKeyRange.ts";
import type { Random } from "./random.ts";
import { type Reign, Reigns } from "./Reigns.ts";
import { Replica } from "./Replica.ts";
import type { Change } from "./VersionedStore.ts";

/** As many as a physical partition has on the service ("four replicas", consistency levels page). */
const REPLICAS = 4;

export interface ReplicatedContainerOptions {
  /** `database/container` */
  readonly name: string;
  readonly hash: HashKind;
  readonly ranges: number;
  readonly firstLsn: number;
  /** All regions of the account. */
  readonly regions: readonly string[];
  readonly writeRegion: string;
  readonly lag: LagRules;
  readonly clock: Clock;
  readonly random: Random;
  readonly waitBudgetMs: number;
  /** As it was when the lab was stopped, instead of `ranges` and `firstLsn`. */
  readonly shape?: ContainerShape;
}

export interface ContainerShape {
  readonly ranges: readonly {
    readonly id: string;
    readonly from: number;
    readonly to: number;
    readonly parents: readonly string[];
    readonly lsn: number;
    readonly reigns: readonly Reign[];
  }[];
  readonly nextRange: number;
}

/** A container's items, spread over ranges and copied to replicas that lag. */
export class ReplicatedContainer<T> {
  readonly name: string;
  readonly hash: HashKind;
  readonly #options: ReplicatedContainerOptions;
  readonly #random: Random;
  /** In the order of their intervals. */
  #ranges: PartitionKeyRange<T>[] = [];
  #nextRange = 0;
  #nextOrdinal = 0;
  #waiting = new Set<() => void>();

  constructor(options: ReplicatedContainerOptions) {
    this.name = options.name;
    this.hash = options.hash;
    this.#options = options;
    this.#random = options.random.fork(options.name);
    const { ranges, regions, writeRegion, firstLsn, shape } = options;
    if (shape !== undefined) {
      this.#restoreShape(shape);
      return;
    }
    for (let index = 0; index < ranges; index++) {
      const id = String(this.#nextRange++);
      this.#ranges.push(
        new PartitionKeyRange<T>({
          id,
          interval: this.#interval(index / ranges, (index + 1) / ranges),
          parents: [],
          replicas: this.#makeReplicas(id, firstLsn),
          writeRegion,
          lsn: firstLsn,
          reigns: Reigns.start(
            regions.length,
            regions.indexOf(writeRegion),
            firstLsn,
          ),
        }),
      );
    }
  }

  /** What a container has to know to be as it was, without its items. */
  shape(): ContainerShape {
    return {
      ranges: this.#ranges.map(({ id, interval, parents, lsn, reigns }) => {
        const { from, to } = interval;
        return { id, from, to, parents, lsn, reigns: reigns.all() };
      }),
      nextRange: this.#nextRange,
    };
  }

  #restoreShape({ ranges, nextRange }: ContainerShape): void {
    const { regions, writeRegion } = this.#options;
    this.#nextRange = nextRange;
    this.#ranges = ranges.map(
      ({ id, from, to, parents, lsn, reigns }) =>
        new PartitionKeyRange<T>({
          id,
          interval: this.#interval(from, to),
          parents,
          replicas: this.#makeReplicas(id, lsn),
          writeRegion,
          lsn,
          reigns: Reigns.of(regions.length, reigns),
        }),
    );
  }

  /** A commit of an earlier life of the lab. */
  restore(range: string, lsn: number, changes: readonly Change<T>[]): void {
    const found = this.#ranges.find(({ id }) => id === range);
    found?.restore(lsn, changes, this.#takeOrdinal);
  }

  get ranges(): readonly PartitionKeyRange<T>[] {
    return this.#ranges;
  }

  /** For each range that came of a split, the ranges that it came of. */
  parents(): Record<string, readonly string[]> | undefined {
    if (this.#ranges.every(({ parents }) => parents.length === 0)) {
      return undefined;
    }
    return Object.fromEntries(
      this.#ranges.map((range) => [range.id, range.parents]),
    );
  }

  rangeOf(key: readonly KeyComponent[]): PartitionKeyRange<T> {
    if (this.#ranges.length === 1) return this.#ranges[0]!;
    const effectiveKey = effectivePartitionKey(key, this.hash);
    return this.#ranges.find((range) => range.covers(effectiveKey))!;
  }

  /** Ranges that can hold keys with this prefix (of a hierarchical key). */
  rangesOfPrefix(prefix: readonly KeyComponent[]): PartitionKeyRange<T>[] {
    const min = effectivePartitionKey(prefix, this.hash);
    const max = `${min}FF`;
    return this.#ranges.filter(
      ({ interval }) =>
        interval.minInclusive < max && interval.maxExclusive > min,
    );
  }

  /** The range of that id; those of today that came of it; or none if it never was. */
  find(id: string): readonly PartitionKeyRange<T>[] {
    return this.#ranges.filter(
      (range) => range.id === id || range.parents.includes(id),
    );
  }

  /** @returns The LSN of all of them. */
  commit(range: PartitionKeyRange<T>, changes: readonly Change<T>[]): number {
    const lsn = range.commit(
      changes,
      this.#options.clock.now(),
      this.#lagOf,
      this.#takeOrdinal,
    );
    this.#wake();
    return lsn;
  }

  /**
   * The view by which a read is answered. Without a need the chosen replica answers; with one, the
   * chosen replica if it has reached it, then the others of the region, freshest first, then whoever
   * reaches it first within the wait budget.
   *
   * @returns `undefined` when none did (404/1002), or when a frozen primary is all that there is.
   */
  read(
    range: PartitionKeyRange<T>,
    region: string,
    need: Need | undefined,
  ): View<T> | undefined | Promise<View<T> | undefined> {
    const view = this.#viewNow(range, region, need);
    return view ?? this.#waitForView(range, region, need);
  }

  #viewNow(
    range: PartitionKeyRange<T>,
    region: string,
    need: Need | undefined,
  ): View<T> | undefined {
    const { clock, lag } = this.#options;
    const now = clock.now();
    const answer = lag.answer(this.name, region);
    const chosen = range.choose(region, answer, this.#random, now);
    if (chosen === undefined) return undefined;
    if (need === undefined || range.reaches(range.lsnOf(chosen, now), need)) {
      return range.view(chosen, now);
    }
    const freshest = range.choose(region, "freshest", this.#random, now)!;
    return range.reaches(range.lsnOf(freshest, now), need)
      ? range.view(freshest, now)
      : undefined;
  }

  async #waitForView(
    range: PartitionKeyRange<T>,
    region: string,
    need: Need | undefined,
  ): Promise<View<T> | undefined> {
    const { clock, waitBudgetMs } = this.#options;
    const deadline = clock.now() + waitBudgetMs;
    for (;;) {
      const now = clock.now();
      if (now >= deadline) return undefined;
      const arrivals = range
        .readable(region)
        .map((replica) => replica.nextArrival() ?? Infinity);
      await this.#change(Math.min(deadline, ...arrivals) - now);
      const view = this.#viewNow(range, region, need);
      if (view !== undefined) return view;
    }
  }

  /** Resolves when something was done to the container, or after that time. */
  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        timer.cancel();
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = this.#options.clock.after(Math.max(0, ms), wake);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  freeze(region: string | undefined): void {
    const now = this.#options.clock.now();
    for (const replica of this.#replicasIn(region)) replica.freeze(now);
  }

  thaw(region: string | undefined): void {
    for (const replica of this.#replicasIn(region)) replica.thaw();
    this.#wake();
  }

  /** @throws {LabRequestError} `RangeNotFound` */
  split(id: string): void {
    const index = this.#ranges.findIndex((range) => range.id === id);
    const parent = this.#ranges[index];
    if (parent === undefined) {
      const known = this.#ranges.map((range) => range.id).join(", ");
      const was =
        this.find(id).length > 0 ? "was already split" : "is not there";
      throw new LabRequestError(
        "RangeNotFound",
        `Range "${id}" of container "${this.name}" ${was}. Its ranges are ${known}: name one of them.`,
      );
    }
    const { from, to } = parent.interval;
    const middle = (from + to) / 2;
    const children = [
      this.#makeChild(parent, this.#interval(from, middle)),
      this.#makeChild(parent, this.#interval(middle, to)),
    ];
    const [low, high] = children;
    parent.store.moveTo((partition) => {
      const key = keyOfPartition(partition);
      const effectiveKey = effectivePartitionKey(key, this.hash);
      return (low!.covers(effectiveKey) ? low! : high!).store;
    });
    this.#ranges.splice(index, 1, ...children);
    this.#wake();
  }

  failover(region: string): void {
    const { clock, regions } = this.#options;
    const index = regions.indexOf(region);
    for (const range of this.#ranges) {
      range.fail(region, index, clock.now(), this.#lagOf);
    }
    this.#wake();
  }

  #makeChild(
    parent: PartitionKeyRange<T>,
    interval: HashInterval,
  ): PartitionKeyRange<T> {
    return new PartitionKeyRange<T>({
      id: String(this.#nextRange++),
      interval,
      parents: [...parent.parents, parent.id],
      replicas: parent.replicas.map((replica) => replica.fork()),
      writeRegion: parent.writeRegion,
      lsn: parent.lsn,
      reigns: parent.reigns,
    });
  }

  #makeReplicas(range: string, lsn: number): Replica[] {
    const { regions } = this.#options;
    const random = this.#random.fork(`range ${range}`);
    return regions.flatMap((region) =>
      Array.from({ length: REPLICAS }, (_, index) => {
        // The first one is the primary in the region that takes writes; one has the full lag.
        const share = index === 1 ? 1 : random.next();
        return new Replica(`${region}/${index}`, region, share, lsn);
      }),
    );
  }

  #interval(from: number, to: number): HashInterval {
    const minInclusive = hashBorder(from, this.hash);
    const maxExclusive = hashBorder(to, this.hash);
    return { from, to, minInclusive, maxExclusive };
  }

  #replicasIn(region: string | undefined): Replica[] {
    return this.#ranges
      .flatMap((range) => range.replicas)
      .filter((replica) => region === undefined || replica.region === region);
  }

  readonly #lagOf = (replica: Replica) =>
    this.#options.lag.lag(this.name, replica.region);

  readonly #takeOrdinal = () => this.#nextOrdinal++;
}
