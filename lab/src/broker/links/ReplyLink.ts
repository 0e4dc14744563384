import type { SendingLink } from "../wire/SendingLink.ts";

/** Answers that wait for a client which grants no credit for them. */
const maxWaiting = 1_000;

/** Where a client gets the answers to its requests to `$cbs` and `$management`. */
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
      this.#link.send(this.#waiting.shift()!, tag);
    }
  }
}
