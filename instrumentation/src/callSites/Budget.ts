/**
 * Some at once, then so many a second. A look at the stack costs as much as a good part of a point
 * read; a program that reads hundreds of times a second does it from the same few lines.
 */
export class Budget {
  readonly #most: number;
  readonly #perSecond: number;
  #left: number;
  #sinceMs = 0;

  constructor(most: number, perSecond: number) {
    this.#most = most;
    this.#perSecond = perSecond;
    this.#left = most;
  }

  take(nowMs: number): boolean {
    const earned = ((nowMs - this.#sinceMs) / 1000) * this.#perSecond;
    this.#sinceMs = nowMs;
    this.#left = Math.min(this.#most, this.#left + earned);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
