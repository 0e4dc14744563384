/** How many results of queries are kept for their next pages, over all queries. */
const MAX_RESULTS = 200_000;

/**
 * What was found for queries with ORDER BY and the like, so that each page does not sort all items
 * again. The key holds the state that was read, so an answer never comes from an older one.
 */
export class MergedResults {
  readonly #kept = new Map<string, readonly unknown[]>();
  #count = 0;

  get(key: string): readonly unknown[] | undefined {
    return this.#kept.get(key);
  }

  set(key: string, results: readonly unknown[]): void {
    if (this.#kept.has(key)) return;
    this.#kept.set(key, results);
    this.#count += results.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#count <= MAX_RESULTS || oldest === key) return;
      this.#kept.delete(oldest);
      this.#count -= length;
    }
  }
}
