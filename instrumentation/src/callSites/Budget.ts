/**
 * Some at once, then so many a second. A look at the stack costs as much as a good part of a point
 * read; a program that reads hundreds of times a second does it from the same few lines.
 */
export class Budget {
  readonly #most: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  #left: number;
  #since: number;

  constructor(
    most: number,
    perSecond: number,
    now: () => number = () => Date.now(),
  ) {
    this.#most = most;
    this.#perSecond = perSecond;
    this.#now = now;
    this.#left = most;
    this.#since = now();
  }

  take(): boolean {
    const now = this.#now();
    const earned = ((now - this.#since) / 1000) * this.#perSecond;
    this.#since = now;
    this.#left = Math.min(this.#most, this.#left + earned);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
