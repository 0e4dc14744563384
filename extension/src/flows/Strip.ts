import type { Verdict } from "../sessionToken.ts";
import { wrong } from "./Flow.ts";

export const COLUMN_MS = 3000;
const COLUMNS = 100;
/** A read that comes in late, or from a clock that goes wrong, still finds its column. */
const KEPT = COLUMNS * 4;

const doubtful: ReadonlySet<Verdict> = new Set([
  "refused",
  "lucky",
  "unprotected",
]);

/** Reads of one column of the strip. */
export interface StripColumn {
  readonly reads: number;
  /** Of them, stale, downgraded, foreign. */
  readonly wrong: number;
  /** Of them, refused, lucky, unprotected. */
  readonly doubtful: number;
}

const empty: StripColumn = { reads: 0, wrong: 0, doubtful: 0 };

/** Reads of the last minutes by columns of three seconds, whatever became of their flows. */
export class Strip {
  readonly #columns = new Map<number, StripColumn>();

  count(time: number, verdict: Verdict, by: 1 | -1): void {
    const column = Math.floor(time / COLUMN_MS);
    if (!Number.isFinite(column)) return;
    const { reads, wrong: old, doubtful: maybe } = this.#at(column);
    this.#columns.set(column, {
      reads: Math.max(0, reads + by),
      wrong: Math.max(0, old + (wrong.has(verdict) ? by : 0)),
      doubtful: Math.max(0, maybe + (doubtful.has(verdict) ? by : 0)),
    });
    if (this.#columns.size > KEPT) this.#forget();
  }

  /** The columns up to `now`, oldest first, and when the first of them begins. */
  until(now: number): { from: number; columns: StripColumn[] } {
    const last = Math.floor(now / COLUMN_MS);
    const first = last - COLUMNS + 1;
    return {
      from: first * COLUMN_MS,
      columns: Array.from({ length: COLUMNS }, (_, index) =>
        this.#at(first + index),
      ),
    };
  }

  clear(): void {
    this.#columns.clear();
  }

  #at(column: number): StripColumn {
    return this.#columns.get(column) ?? empty;
  }

  #forget(): void {
    const oldest = [...this.#columns.keys()]
      .sort((a, b) => a - b)
      .slice(0, KEPT / 4);
    for (const column of oldest) this.#columns.delete(column);
  }
}
