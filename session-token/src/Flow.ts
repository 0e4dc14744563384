import { merge } from "./merge.ts";

/** What one run of a handler holds: the tokens of its message, and what it wrote and read since. */
export class Flow {
  /** By the name under which the message carried it. */
  readonly carried: ReadonlyMap<string, string>;
  private readonly learnt = new Map<string, string>();
  /**
   * Set when the handler is done. The Service Bus SDK runs later handlers in the async context of
   * whoever opened the connection, so a flow that is over may still be found there.
   */
  ended = false;

  constructor(carried: ReadonlyMap<string, string>) {
    this.carried = carried;
  }

  learn(containerKey: string, token: string): void {
    this.learnt.set(containerKey, merge(token, this.learnt.get(containerKey)));
  }

  learntOf(containerKey: string): string | undefined {
    return this.learnt.get(containerKey);
  }
}
