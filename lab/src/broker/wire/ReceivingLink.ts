import type { BrokerError } from "../entities/BrokerError.ts";
import {
  accepted,
  rejected,
  type RheaFrame,
  type RheaReceiver,
} from "./rhea.ts";
import type { WireConnection } from "./WireConnection.ts";

/** Transfers that a sender may have on the way. */
const window = 1_000;

export interface Transfer {
  readonly bytes: Buffer;
  readonly format: number;
  accept(): void;
  reject(error: BrokerError): void;
}

/** A link on which the peer sends. */
export class ReceivingLink {
  readonly name: string;
  /** Where to; of a reply link's twin it is the sender's own name. */
  readonly target: string;
  onTransfer: (transfer: Transfer) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #link: RheaReceiver;
  readonly #connection: WireConnection;
  #maxSize = Infinity;
  #incoming = 0;
  #tooLarge = false;
  #over = false;

  constructor(link: RheaReceiver, connection: WireConnection) {
    this.#link = link;
    this.#connection = connection;
    this.name = link.name;
    this.target = link.target?.address ?? "";
    link.on("message", ({ delivery, message, format }) => {
      connection.guard(() => {
        this.#incoming = 0;
        this.onTransfer({
          bytes: message as Buffer,
          format: format ?? 0,
          accept: () => delivery!.update(true, accepted()),
          reject: ({ condition, message: description }) =>
            delivery!.update(true, rejected({ condition, description })),
        });
        this.#grant();
      });
    });
    link.on("receiver_error", () => undefined);
    link.on("receiver_close", () => this.lose());
  }

  get connectionId(): number {
    return this.#connection.id;
  }

  /** @param maxSize Bytes of the largest transfer, told to the peer. */
  accept(maxSize: number): void {
    const { source, target } = this.#link;
    this.#maxSize = maxSize;
    this.#link.local.attach.max_message_size = maxSize;
    this.#link.set_source({ address: source?.address ?? null });
    this.#link.set_target({ address: target?.address ?? null });
    this.#grant();
  }

  refuse({ condition, message }: BrokerError): void {
    this.#link.close({ condition, description: message });
  }

  /** @internal Whether rhea may have the frame. Counts what a transfer in many frames takes. */
  admits(frame: RheaFrame): boolean {
    if (this.#over || this.#tooLarge) return false;
    if (this.#link.credit <= 0) {
      this.#link.close({
        condition: "amqp:link:transfer-limit-exceeded",
        description: `The link "${this.name}" has sent without credit.`,
      });
      this.#tooLarge = true;
      return false;
    }
    this.#incoming += frame.payload?.length ?? 0;
    // One message above the limit is refused, and the link lives on; much more is not stored first.
    if (this.#incoming > 16 * this.#maxSize) {
      this.#tooLarge = true;
      this.#link.close({
        condition: "amqp:link:message-size-exceeded",
        description: `A message for '${this.target}' is larger than ${this.#maxSize} bytes.`,
      });
      return false;
    }
    return true;
  }

  /** The peer has detached, or the connection is gone. */
  lose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#connection.forget(this.#link);
    this.#connection.guard(() => this.onClose());
  }

  #grant(): void {
    const missing = window - this.#link.credit;
    if (missing >= window / 4) this.#link.flow(missing);
  }
}
