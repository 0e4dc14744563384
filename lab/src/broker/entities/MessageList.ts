import type { StoredMessage } from "../message/StoredMessage.ts";

/**
 * Messages that wait for a receiver, by sequence number. New ones go to the end; one that comes back
 * from a receiver goes to its old place, which is near the front, or near the last one that came back.
 */
export class MessageList {
  #first: StoredMessage | undefined;
  #last: StoredMessage | undefined;
  #hint: StoredMessage | undefined;
  #size = 0;

  get first(): StoredMessage | undefined {
    return this.#first;
  }

  get size(): number {
    return this.#size;
  }

  add(message: StoredMessage): void {
    this.#insertBehind(message, this.#before(message));
    this.#size += 1;
  }

  remove(message: StoredMessage): void {
    const { previous, next } = message;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    if (this.#hint === message) this.#hint = previous ?? next;
    message.previous = undefined;
    message.next = undefined;
    this.#size -= 1;
  }

  *[Symbol.iterator](): Generator<StoredMessage> {
    for (let one = this.#first; one !== undefined; one = one.next) yield one;
  }

  /** The last message with a lower number. */
  #before(message: StoredMessage): StoredMessage | undefined {
    const number = message.sequenceNumber;
    if (this.#last === undefined || this.#last.sequenceNumber < number) {
      return this.#last;
    }
    if (this.#first!.sequenceNumber > number) return undefined;
    let at: StoredMessage | undefined = this.#hint ?? this.#first;
    while (at !== undefined && at.sequenceNumber > number) at = at.previous;
    while (at?.next !== undefined && at.next.sequenceNumber < number)
      at = at.next;
    return at;
  }

  #insertBehind(
    message: StoredMessage,
    before: StoredMessage | undefined,
  ): void {
    const next = before === undefined ? this.#first : before.next;
    message.previous = before;
    message.next = next;
    if (before === undefined) this.#first = message;
    else before.next = message;
    if (next === undefined) this.#last = message;
    else {
      next.previous = message;
      this.#hint = message;
    }
  }
}
