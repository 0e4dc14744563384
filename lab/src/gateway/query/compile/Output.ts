import { keyOf } from "../values.ts";
import type { Counts } from "./counts.ts";

/** The last stage of a query: DISTINCT, OFFSET, LIMIT and TOP over what comes in its final order. */
export class Output {
  /** What nobody has taken yet. */
  results: unknown[] = [];
  readonly #seen: Set<string> | undefined;
  #toSkip: number;
  #toTake: number;

  constructor(
    distinct: boolean,
    { top, offset = 0, limit = Infinity }: Counts,
    most = Infinity,
  ) {
    this.#seen = distinct ? new Set() : undefined;
    this.#toSkip = offset;
    this.#toTake = Math.min(top ?? limit, most);
  }

  get isFull(): boolean {
    return this.#toTake <= 0;
  }

  add(value: unknown): void {
    if (value === undefined || this.isFull) return;
    if (this.#seen !== undefined) {
      const key = keyOf(value);
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
    }
    if (this.#toSkip > 0) {
      this.#toSkip--;
      return;
    }
    this.results.push(value);
    this.#toTake--;
  }

  /** What has come since the last call. */
  take(): unknown[] {
    const taken = this.results;
    this.results = [];
    return taken;
  }
}
