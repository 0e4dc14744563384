import type { Delivery } from "./Delivery.ts";

/** Deliveries past this number are looked at by no read. */
const KEPT = 256;

/** The newest deliveries, for reads of which no context says whose they are. */
export class Deliveries {
  readonly #recent: Delivery[] = [];
  /** By the message object that the program holds. */
  readonly #byMessage = new WeakMap<object, Delivery>();

  add(delivery: Delivery, message?: object): void {
    if (message !== undefined) this.#byMessage.set(message, delivery);
    this.#recent.push(delivery);
    if (this.#recent.length > 2 * KEPT) this.#recent.splice(0, KEPT);
  }

  of(message: object): Delivery | undefined {
    return this.#byMessage.get(message);
  }

  recent(): readonly Delivery[] {
    return this.#recent.length > KEPT
      ? this.#recent.slice(-KEPT)
      : this.#recent;
  }
}
