/**
 * A map of the newest entries: at least half of its capacity, and never more. Going over the oldest
 * one by one would cost as much as a Map has holes; here half of them go at once.
 */
export class BoundedMap<K, V> {
  readonly #half: number;
  #newer = new Map<K, V>();
  #older = new Map<K, V>();

  constructor(capacity: number) {
    this.#half = Math.ceil(capacity / 2);
  }

  get(key: K): V | undefined {
    return this.#newer.get(key) ?? this.#older.get(key);
  }

  /** Setting a known key makes it the newest. */
  set(key: K, value: V): void {
    this.delete(key);
    if (this.#newer.size >= this.#half) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
  }

  delete(key: K): void {
    this.#newer.delete(key);
    this.#older.delete(key);
  }

  /** Oldest first. */
  *values(): IterableIterator<V> {
    yield* this.#older.values();
    yield* this.#newer.values();
  }
}
