import type { SendingLink } from "../wire/SendingLink.ts";

/** Answers that wait for a client which grants no credit for them. */
const maxWaiting = 1_000;

/**
 * Where a client gets the answers to its requests to `$cbs` and `$management`. They are sent as settled.
 * Of one that is not, @azure/service-bus 7.9.5 says that it accepts it, and nothing follows on that; with
 * its socket left to Nagle's algorithm its next request then waited for our side's delayed
 * acknowledgement: 45 ms for a peek instead of 1 ms (measured).
 */
export class ReplyLink {
  readonly #link: SendingLink;
  readonly #waiting: Buffer[] = [];
  #tag = 0;

  constructor(link: SendingLink) {
    this.#link = link;
    link.onReady = () => this.#flush();
  }

  send(bytes: Buffer): void {
    if (this.#waiting.length < maxWaiting) this.#waiting.push(bytes);
    this.#flush();
  }

  #flush(): void {
    while (this.#waiting.length > 0 && this.#link.ready()) {
      const tag = Buffer.allocUnsafe(4);
      tag.writeUInt32BE(this.#tag++ >>> 0);
      this.#link.sendSettled(this.#waiting.shift()!, tag);
    }
  }
}
