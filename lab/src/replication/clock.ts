/** Where the lab gets the time, so that tests can hold it. All times are milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Calls `run` once `ms` have passed; never before the current turn of the event loop is over. */
  after(ms: number, run: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** The machine's own clock. A waiting timer does not keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

interface Waiting {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A clock that stands until it is advanced. Timers that fall due run in the order of their due times,
 * those of one moment in the order in which they were set, with a turn of the event loop after each,
 * so that what one of them starts is under way before the next.
 */
export class HeldClock implements Clock {
  #now: number;
  #order = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Timer {
    const waiting: Waiting = {
      due: this.#now + Math.max(0, ms),
      order: this.#order++,
      run,
    };
    this.#waiting.add(waiting);
    return { cancel: () => this.#waiting.delete(waiting) };
  }

  /** @param ms How far; timers set on the way run too, when they fall due within it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.due > end) break;
      this.#waiting.delete(next);
      this.#now = next.due;
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
  }

  #next(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const one of this.#waiting) {
      if (
        first === undefined ||
        one.due < first.due ||
        (one.due === first.due && one.order < first.order)
      ) {
        first = one;
      }
    }
    return first;
  }
}
