import type { LogEntry } from "./LogEntry.ts";

export type LogListener = (entry: LogEntry) => void;

/** The newest lines, numbered; older ones are forgotten. */
export class Log {
  readonly #capacity: number;
  readonly #ring: LogEntry[] = [];
  readonly #listeners = new Set<LogListener>();
  #last = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number of the newest line; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  append(entry: Omit<LogEntry, "n">): LogEntry {
    const numbered = { n: ++this.#last, ...entry };
    this.#ring[this.#last % this.#capacity] = numbered;
    for (const listener of this.#listeners) listener(numbered);
    return numbered;
  }

  /** @returns the lines after number `since`, as far as they are still there, oldest first */
  since(since = 0): LogEntry[] {
    const oldest = this.#last - this.#capacity + 1;
    const found: LogEntry[] = [];
    for (let n = Math.max(oldest, since + 1, 1); n <= this.#last; n++) {
      const entry = this.#ring[n % this.#capacity];
      if (entry?.n === n) found.push(entry);
    }
    return found;
  }

  /** The lines are gone; numbers go on, so that nobody takes an old one for a new one. */
  clear(): void {
    this.#ring.length = 0;
  }

  /** @returns what ends it */
  listen(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
