import type { Verdict } from "../sessionToken.ts";
import { wrong } from "./Flow.ts";

export const COLUMN_MS = 3000;
const COLUMNS = 100;
/** A read that comes in late, or from a clock that goes wrong, still finds its column. */
const KEPT = COLUMNS * 4;
const SPAN_MS = COLUMNS * COLUMN_MS;

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

/** What the strip shows, oldest column first. */
export interface StripView {
  /** When the first column begins. */
  readonly from: number;
  readonly columns: readonly StripColumn[];
  /** Time of the newest read, where the strip does not run with the clock: a recording. */
  readonly until: number | undefined;
}

const empty: StripColumn = { reads: 0, wrong: 0, doubtful: 0 };

/** Reads of some minutes by columns of three seconds, whatever became of their flows. */
export class Strip {
  readonly #columns = new Map<number, StripColumn>();
  #newest: number | undefined;
  #newestRead: number | undefined;

  /** Something was seen, be it a read or not. */
  see(time: number): void {
    this.#newest = Math.max(this.#newest ?? time, time);
  }

  count(time: number, verdict: Verdict, by: 1 | -1): void {
    const column = Math.floor(time / COLUMN_MS);
    if (!Number.isFinite(column)) return;
    this.#newestRead = Math.max(this.#newestRead ?? time, time);
    const { reads, wrong: old, doubtful: maybe } = this.#at(column);
    this.#columns.set(column, {
      reads: Math.max(0, reads + by),
      wrong: Math.max(0, old + (wrong.has(verdict) ? by : 0)),
      doubtful: Math.max(0, maybe + (doubtful.has(verdict) ? by : 0)),
    });
    if (this.#columns.size > KEPT) this.#forget();
  }

  /**
   * The columns up to now; up to the newest read where all that was seen lies further from now than
   * the strip reaches: a recording.
   */
  at(now: number): StripView {
    const live = this.#until(now);
    const end = this.#newestRead;
    if (
      this.#newest === undefined ||
      end === undefined ||
      Math.abs(now - this.#newest) <= SPAN_MS ||
      live.columns.some(({ reads }) => reads > 0)
    ) {
      return live;
    }
    return { ...this.#until(end), until: end };
  }

  clear(): void {
    this.#columns.clear();
    this.#newest = undefined;
    this.#newestRead = undefined;
  }

  #until(end: number): StripView {
    const first = Math.floor(end / COLUMN_MS) - COLUMNS + 1;
    return {
      from: first * COLUMN_MS,
      columns: Array.from({ length: COLUMNS }, (_, index) =>
        this.#at(first + index),
      ),
      until: undefined,
    };
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
