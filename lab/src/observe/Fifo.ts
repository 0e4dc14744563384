/** The newest values, oldest out. A set or map as a queue would search longer and longer for its head. */
export class Fifo<T> {
  readonly #capacity: number;
  #values: T[] = [];
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** @returns the oldest value, when it had to make room */
  push(value: T): T | undefined {
    const at = this.#next++ % this.#capacity;
    const oldest = this.#values[at];
    this.#values[at] = value;
    return oldest;
  }

  clear(): void {
    this.#values = [];
    this.#next = 0;
  }
}
