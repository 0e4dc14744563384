import type { Clock, Timer } from "../../replication/clock.ts";

/** The longest time that a timer of Node can wait. */
const maxDelayMs = 2 ** 31 - 1;

export interface Scheduled {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
  /** Place in the heap; -1 when it is not there any more. */
  place: number;
}

/**
 * What is to happen at which time: locks that end, messages that expire or fall due. One timer of the
 * clock serves all of it, because a broker under load sets and drops thousands of locks a second.
 */
export class Agenda {
  readonly #clock: Clock;
  readonly #heap: Scheduled[] = [];
  #order = 0;
  #timer: { readonly due: number; readonly timer: Timer } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  /** @param due Milliseconds since 1970. Things of one moment run in the order in which they were added. */
  at(due: number, run: () => void): Scheduled {
    const entry: Scheduled = { due, order: this.#order++, run, place: 0 };
    this.#heap.push(entry);
    this.#rise(entry, this.#heap.length - 1);
    this.#wake();
    return entry;
  }

  cancel(entry: Scheduled | undefined): void {
    if (entry === undefined || entry.place < 0) return;
    this.#remove(entry);
  }

  clear(): void {
    for (const entry of this.#heap) entry.place = -1;
    this.#heap.length = 0;
    this.#timer?.timer.cancel();
    this.#timer = undefined;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** Sets the timer, unless one is set that comes early enough; it may come for nothing. */
  #wake(): void {
    const first = this.#heap[0];
    if (first === undefined) return;
    if (this.#timer !== undefined) {
      if (this.#timer.due <= first.due) return;
      this.#timer.timer.cancel();
    }
    const delay = Math.min(
      Math.max(first.due - this.#clock.now(), 0),
      maxDelayMs,
    );
    const timer = this.#clock.after(Math.ceil(delay), () => this.#run());
    this.#timer = { due: first.due, timer };
  }

  #run(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    try {
      for (;;) {
        const first = this.#heap[0];
        if (first === undefined || first.due > now) break;
        this.#remove(first);
        first.run();
      }
    } finally {
      this.#wake();
    }
  }

  #remove(entry: Scheduled): void {
    const last = this.#heap.pop()!;
    const place = entry.place;
    entry.place = -1;
    if (last === entry) return;
    this.#rise(last, place);
    this.#sink(last, last.place);
  }

  #rise(entry: Scheduled, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above]!;
      if (isBefore(parent, entry)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(entry, place);
  }

  #sink(entry: Scheduled, from: number): void {
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#heap.length) break;
      const right = this.#heap[below + 1];
      if (right !== undefined && isBefore(right, this.#heap[below]!))
        below += 1;
      const child = this.#heap[below]!;
      if (isBefore(entry, child)) break;
      this.#put(child, place);
      place = below;
    }
    this.#put(entry, place);
  }

  #put(entry: Scheduled, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }
}

function isBefore(one: Scheduled, other: Scheduled): boolean {
  return (
    one.due < other.due || (one.due === other.due && one.order < other.order)
  );
}
