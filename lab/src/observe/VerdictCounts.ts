import type { Verdict } from "../sessionToken.ts";

/** Refusals that may still be repeated. An SDK does it at once, so only the newest matter. */
const KEPT = 10_000;

/** Counts reads by their verdicts. The last line of a read counts, not those that it repeats. */
export class VerdictCounts {
  byVerdict: Partial<Record<Verdict, number>> = {};
  readonly #refused = new Set<number>();

  /** @param retryOf line whose read this one goes on with */
  add(
    n: number,
    verdict: Verdict | undefined,
    retryOf: number | undefined,
  ): void {
    if (verdict === undefined) return;
    if (retryOf !== undefined && this.#refused.delete(retryOf)) {
      this.#change("refused", -1);
    }
    this.#change(verdict, 1);
    if (verdict !== "refused") return;
    this.#refused.add(n);
    if (this.#refused.size > KEPT) {
      const [oldest] = this.#refused;
      this.#refused.delete(oldest!);
    }
  }

  clear(): void {
    this.#refused.clear();
    this.byVerdict = {};
  }

  #change(verdict: Verdict, by: number): void {
    this.byVerdict[verdict] = (this.byVerdict[verdict] ?? 0) + by;
  }
}
