/** Enough to tell of a message that is gone. */
interface WaitingMessage {
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** More are forgotten, the oldest first, and never told of as taken. */
const MOST = 10_000;

/**
 * Messages of one entity that a peek saw, until a later one sees them no more. A page of a peek
 * names, in their order, all numbers from where it was asked to its last one: what was seen between
 * these two before, and is not in it, is gone. About what lies behind its last one it says nothing,
 * as an answer may be cut short; an empty one says that nothing is there.
 */
export class Waiting {
  /** By sequence number, which only grows: the oldest first. */
  readonly #messages = new Map<bigint, WaitingMessage>();
  /** Up to here it was looked at again, in this round. */
  #from = 0n;
  #isOldestNext = false;

  get size(): number {
    return this.#messages.size;
  }

  add(number: bigint, message: WaitingMessage): void {
    this.#messages.set(number, message);
    if (this.#messages.size <= MOST) return;
    const [oldest] = this.#messages.keys();
    if (oldest !== undefined) this.#messages.delete(oldest);
  }

  /**
   * From which number to look again; none where nothing waits. Each second time from the oldest, as
   * consumers take that first; in between page by page through all.
   */
  next(): bigint | undefined {
    const [oldest] = this.#messages.keys();
    this.#isOldestNext = !this.#isOldestNext;
    if (this.#isOldestNext) return oldest;
    for (const number of this.#messages.keys()) {
      if (number >= this.#from) return number;
    }
    this.#from = 0n;
    return oldest;
  }

  /**
   * @param from where the page was asked to begin
   * @param page all numbers that are in it
   * @returns what is gone
   */
  compare(
    from: bigint,
    page: readonly bigint[],
  ): { readonly number: bigint; readonly message: WaitingMessage }[] {
    const there = new Set(page);
    const last = page.reduce<bigint | undefined>(
      (most, one) => (most === undefined || one > most ? one : most),
      undefined,
    );
    const gone = [];
    for (const [number, message] of this.#messages) {
      if (number < from || there.has(number)) continue;
      if (last !== undefined && number > last) break;
      this.#messages.delete(number);
      gone.push({ number, message });
    }
    if (last === undefined) this.#from = 0n;
    else if (last >= this.#from) this.#from = last + 1n;
    return gone;
  }
}
