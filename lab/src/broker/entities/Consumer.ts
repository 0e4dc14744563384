import type { BrokerError } from "./BrokerError.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Lock } from "./Lock.ts";

/** A receiving link, as an entity sees it. */
export interface Consumer {
  readonly connection: number;
  /** receiveAndDelete: what was handed over is gone. */
  readonly settlesAtOnce: boolean;
  /** Whether it has room for one more message now. */
  ready(): boolean;
  /** @param lock Left out when the message is gone with it. */
  deliver(bytes: Buffer, message: StoredMessage, lock: Lock | undefined): void;
  /** There is nothing to be had for it any more. */
  detach(error: BrokerError): void;
}
