import { ItemHistory, type Version } from "./ItemHistory.ts";

/** One item's part of a commit. */
export interface Change<T> {
  readonly partition: string;
  readonly id: string;
  /** `undefined` deletes the item. */
  readonly value: T | undefined;
}

export interface Changed<T> {
  readonly partition: string;
  readonly version: Version<T>;
}

interface Logged<T> {
  readonly history: ItemHistory<T>;
  readonly version: Version<T>;
}

/** Below this many entries no list is worth being compacted. */
const SMALL = 1024;

/**
 * The items of one range with their versions, so that a read can be answered as of any LSN that a
 * replica may be at. One store serves all replicas of the range: a replica is only an LSN.
 */
export class VersionedStore<T> {
  readonly #partitions = new Map<string, Map<string, ItemHistory<T>>>();
  /** By ordinal; forgotten ones stay until the next compaction. */
  #order: ItemHistory<T>[] = [];
  /** By LSN, with one entry for each version that may still be what some replica shows last. */
  #log: Logged<T>[] = [];
  #compactAt = SMALL;
  /** Changes by LSN that put an older version behind them. */
  #superseding: Logged<T>[] = [];
  #superseded = 0;
  #count = 0;
  /** How many items there are now. */
  #live = 0;

  get live(): number {
    return this.#live;
  }

  apply(lsn: number, change: Change<T>, nextOrdinal: () => number): void {
    const existing = this.history(change.partition, change.id);
    const version: Version<T> = {
      lsn,
      value: change.value,
      previous: existing?.newest,
    };
    if (existing === undefined) {
      if (change.value === undefined) return;
      const { partition, id } = change;
      const history = new ItemHistory(partition, id, nextOrdinal(), version);
      this.#add(history);
      this.#log.push({ history, version });
      this.#live++;
      return;
    }
    if (existing.newest.value !== undefined) this.#live--;
    if (change.value !== undefined) this.#live++;
    existing.newest = version;
    const logged = { history: existing, version };
    // `changes` never tells of a deletion, and nothing would ever take its entry away.
    if (change.value !== undefined) this.#log.push(logged);
    this.#superseding.push(logged);
  }

  history(partition: string, id: string): ItemHistory<T> | undefined {
    return this.#partitions.get(partition)?.get(id);
  }

  /** Histories of one partition key value, in no order that lasts. */
  partition(partition: string): Iterable<ItemHistory<T>> {
    return this.#partitions.get(partition)?.values() ?? [];
  }

  /** How many items of that partition key value it knows. */
  partitionCount(partition: string): number {
    return this.#partitions.get(partition)?.size ?? 0;
  }

  /** Histories in their order, from the first one behind the ordinal. */
  *behind(ordinal: number): Generator<ItemHistory<T>> {
    const order = this.#order;
    for (let at = this.#firstBehind(ordinal); at < order.length; at++) {
      const history = order[at]!;
      if (!history.isForgotten) yield history;
    }
  }

  /**
   * What a replica at `until` has seen change since it was at `since`: each item once, as it is
   * there, in the order of its last change. A deleted item does not appear.
   */
  *changes(since: number, until: number): Generator<Changed<T>> {
    const log = this.#log;
    let low = 0;
    let high = log.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (log[middle]!.version.lsn <= since) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < log.length; at++) {
      const { history, version } = log[at]!;
      if (version.lsn > until) return;
      if (version.value !== undefined && history.at(until) === version) {
        yield { partition: history.partition, version };
      }
    }
  }

  /** Forgets what no replica shows any more, the slowest of them being at `lsn`. */
  trim(lsn: number): void {
    const queue = this.#superseding;
    while (this.#superseded < queue.length) {
      const { history, version } = queue[this.#superseded]!;
      if (version.lsn > lsn) break;
      this.#superseded++;
      history.trim(lsn);
      if (history.newest === version && version.value === undefined) {
        this.#forget(history);
      }
    }
    if (this.#superseded > SMALL && this.#superseded * 2 > queue.length) {
      this.#superseding = queue.slice(this.#superseded);
      this.#superseded = 0;
    }
    if (this.#log.length > this.#compactAt) {
      this.#log = this.#log.filter(
        ({ history, version }) =>
          version.lsn > lsn || history.at(lsn) === version,
      );
      // Twice what had to stay, so that a frozen replica does not make each commit look at all.
      this.#compactAt = Math.max(SMALL, this.#log.length * 2);
    }
  }

  /** Moves all items to the store that `choose` names for their partition. */
  moveTo(choose: (partition: string) => VersionedStore<T>): void {
    for (const history of this.behind(-1)) {
      const store = choose(history.partition);
      store.#add(history);
      if (history.newest.value !== undefined) store.#live++;
    }
    for (const logged of this.#log) {
      choose(logged.history.partition).#log.push(logged);
    }
    for (const logged of this.#superseding.slice(this.#superseded)) {
      choose(logged.history.partition).#superseding.push(logged);
    }
  }

  #add(history: ItemHistory<T>): void {
    const { partition, id } = history;
    const items = this.#partitions.get(partition);
    if (items === undefined) {
      this.#partitions.set(partition, new Map([[id, history]]));
    } else {
      items.set(id, history);
    }
    this.#order.push(history);
    this.#count++;
  }

  #forget(history: ItemHistory<T>): void {
    const items = this.#partitions.get(history.partition);
    if (items?.get(history.id) !== history) return;
    items.delete(history.id);
    if (items.size === 0) this.#partitions.delete(history.partition);
    this.#count--;
    history.isForgotten = true;
    if (this.#order.length > SMALL && this.#order.length > this.#count * 2) {
      // A new list, so that a query which is under way keeps the one that it walks on.
      this.#order = this.#order.filter((kept) => !kept.isForgotten);
    }
  }

  /** Index of the first one whose ordinal is greater. */
  #firstBehind(ordinal: number): number {
    const order = this.#order;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order[middle]!.ordinal <= ordinal) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
