import type { BrokerError } from "../entities/BrokerError.ts";
import { decode, isMap, type AmqpMap } from "../amqp/decode.ts";
import {
  accepted,
  encodeTyped,
  rejected,
  types,
  type RheaComposite,
  type RheaDelivery,
  type RheaSender,
  type RheaSession,
  type RheaTyped,
} from "./rhea.ts";
import type { WireConnection } from "./WireConnection.ts";

export type Settlement =
  | { readonly state: "accepted" }
  | { readonly state: "released" }
  | {
      readonly state: "modified";
      readonly deliveryFailed: boolean;
      readonly undeliverableHere: boolean;
      /** Encoded map, or nothing. */
      readonly annotations: Buffer | undefined;
    }
  | {
      readonly state: "rejected";
      readonly condition: string | undefined;
      /** Encoded map, or nothing. */
      readonly info: Buffer | undefined;
    };

export interface Delivery {
  /** What the receiver wants is done. */
  settle(): void;
  /** It is not, and why. */
  refuse(error: BrokerError): void;
}

const states = ["accepted", "released", "modified", "rejected"] as const;

const refusalDelayMs = 50;

/** A link on which the peer receives. */
export class SendingLink {
  readonly name: string;
  readonly source: string;
  /** Where a reply to this link's owner is sent to. */
  readonly target: string;
  /** The peer takes each message as settled when it is sent. */
  readonly presettled: boolean;
  /** There may be room for messages. */
  onReady: () => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #link: RheaSender;
  readonly #connection: WireConnection;
  /** Messages given to rhea that it has not counted off the credit yet, and in which turn. */
  #queued = 0;
  #queuedIn = -1;
  #over = false;
  /** The attach is not answered yet. */
  #held = false;

  constructor(link: RheaSender, connection: WireConnection) {
    this.#link = link;
    this.#connection = connection;
    this.name = link.name;
    this.source = link.source?.address ?? "";
    this.target = link.target?.address ?? "";
    this.presettled = link.remote.attach.snd_settle_mode === 1;
    this.#mendDrain();
    link.on("sender_flow", () => connection.guard(() => this.onReady()));
    link.on("sender_draining", () => link.set_drained(true));
    link.on("sender_error", () => undefined);
    link.on("sender_close", () => this.#detached());
    for (const state of states) {
      link.on(state, ({ delivery }) => this.#settled(state, delivery!));
    }
    link.on("settled", ({ delivery }) => {
      delivery!.settled = true;
    });
  }

  get connectionId(): number {
    return this.#connection.id;
  }

  /** The source's filter, with names and values as they were sent. */
  get filter(): AmqpMap | undefined {
    const filterField = 7;
    return readMap(fieldOf(this.#link.source, filterField));
  }

  get properties(): AmqpMap | undefined {
    const propertiesField = 13;
    return readMap(fieldOf(this.#link.remote.attach, propertiesField));
  }

  /** Lets the peer wait for the answer to its attach. */
  hold(): void {
    const { state } = this.#link;
    state.local_open = false;
    state.open_requests -= 1;
    this.#held = true;
  }

  accept(session?: {
    readonly id: string;
    readonly lockedUntilTicks: bigint;
  }): void {
    const { source, target, local, remote } = this.#link;
    local.attach.snd_settle_mode = remote.attach.snd_settle_mode ?? null;
    local.attach.rcv_settle_mode = remote.attach.rcv_settle_mode ?? null;
    this.#link.set_target({ address: target?.address ?? null });
    this.#link.set_source({
      address: source?.address ?? null,
      ...(session && {
        filter: { "com.microsoft:session-filter": session.id },
      }),
    });
    if (session !== undefined) {
      const ticks = Buffer.alloc(8);
      ticks.writeBigInt64BE(session.lockedUntilTicks);
      local.attach.properties = {
        "com.microsoft:locked-until-utc": types.Long(ticks),
      };
    }
    this.#held = false;
    this.#link.attach();
  }

  refuse({ condition, message }: BrokerError): void {
    if (this.#over) return;
    this.#held = false;
    this.#link.attach();
    this.#link.close({ condition, description: message });
  }

  /**
   * Answers the attach, and then refuses. To @azure/service-bus 7.7.0 an attach for a session without
   * the session in its answer says that the session is taken; with the refusal in the same packet it
   * throws an internal error (measured).
   */
  refuseLater(error: BrokerError): void {
    this.#link.attach();
    setTimeout(() => this.refuse(error), refusalDelayMs).unref();
  }

  /** Whether one more message would leave at once. */
  ready(): boolean {
    const link = this.#link;
    const { outgoing } = link.session;
    if (this.#over || !link.is_open()) return false;
    if (this.#connection.congested || !this.#connection.isOpen) return false;
    if (link.state.open_requests > 0) {
      // rhea writes transfers before the answer to an attach. A client that attaches and grants credit
      // in one packet would get them for a link that it does not know yet.
      this.#connection.wakeAfterTurn(this);
      return false;
    }
    if (this.#queuedIn !== this.#connection.turn) {
      this.#queued = 0;
      // Something does not fit into the peer's window; what comes behind it would wait in rhea.
      if (outgoing.next_pending_delivery < outgoing.next_delivery_id)
        return false;
    }
    return (
      link.credit > this.#queued &&
      outgoing.transfer_window() > this.#queued &&
      outgoing.deliveries.available() > 0
    );
  }

  /** @param settled Called once, when the peer says what became of it. */
  send(
    bytes: Buffer,
    tag: Buffer,
    settled?: (settlement: Settlement, delivery: Delivery) => void,
  ): void {
    const delivery = this.#pass(bytes, tag);
    if (this.presettled) delivery.settled = true;
    else delivery.onSettlement = settled;
  }

  /** Sends without asking what became of it. */
  sendSettled(bytes: Buffer, tag: Buffer): void {
    this.#pass(bytes, tag).settled = true;
  }

  #pass(bytes: Buffer, tag: Buffer): RheaDelivery {
    this.#queuedIn = this.#connection.turn;
    this.#queued += 1;
    return this.#link.send(bytes, tag, 0);
  }

  wake(): void {
    this.#connection.guard(() => this.onReady());
  }

  belongsTo(session: RheaSession): boolean {
    return this.#link.session === session;
  }

  /** The peer has detached, or the connection is gone. */
  lose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#connection.forget(this.#link);
    this.#connection.guard(() => this.onClose());
  }

  /** What is left of the credit is given back even if nothing is left; rhea would say nothing then. */
  #mendDrain(): void {
    const link = this.#link;
    link._get_drain = () => {
      if (!link._draining || !link._drained) return false;
      link.delivery_count += link.credit;
      link.credit = 0;
      return true;
    };
  }

  #detached(): void {
    // Who lets it wait has not answered the attach yet; a detach without that would be out of order.
    if (this.#held) this.#link.attach();
    this.lose();
  }

  #settled(state: (typeof states)[number], delivery: RheaDelivery): void {
    const { onSettlement } = delivery;
    delivery.onSettlement = undefined;
    if (onSettlement === undefined) {
      settle(delivery, accepted());
      return;
    }
    this.#connection.guard(() => {
      onSettlement(readSettlement(state, delivery), {
        settle: () => settle(delivery, accepted()),
        refuse: ({ condition, message }) =>
          settle(delivery, rejected({ condition, description: message })),
      });
    });
  }
}

/**
 * rhea frees a delivery when both sides have settled it, and a client that receives with peek-lock
 * leaves that to us: without the mark no more than 2,048 messages would go through one link (measured).
 */
function settle(delivery: RheaDelivery, state: unknown): void {
  delivery.update(true, state);
  delivery.remote_settled = true;
}

function readSettlement(
  state: (typeof states)[number],
  { remote_state: remote }: RheaDelivery,
): Settlement {
  const fields = remote?.value ?? [];
  switch (state) {
    case "accepted":
    case "released":
      return { state };
    case "modified":
      return {
        state,
        deliveryFailed: fields[0]?.value === true,
        undeliverableHere: fields[1]?.value === true,
        annotations: encoded(fields[2]),
      };
    case "rejected": {
      const error = fields[0]?.value;
      const [condition, , info] = (Array.isArray(error) ? error : []) as (
        RheaTyped | undefined
      )[];
      return {
        state,
        condition:
          typeof condition?.value === "string" ? condition.value : undefined,
        info: encoded(info),
      };
    }
  }
}

/** rhea keeps no list for a composite without fields. */
function fieldOf(
  composite: RheaComposite | null,
  field: number,
): RheaTyped | null | undefined {
  const fields = composite?.value as RheaComposite["value"] | null | undefined;
  return fields?.[field];
}

/** The bytes of a map, if it is one. */
function encoded(value: RheaTyped | null | undefined): Buffer | undefined {
  if (value?.type === undefined || !mapCodes.has(value.type.typecode))
    return undefined;
  return encodeTyped(value);
}

const mapCodes: ReadonlySet<number> = new Set([0xc1, 0xd1]);

function readMap(value: RheaTyped | null | undefined): AmqpMap | undefined {
  const bytes = encoded(value);
  if (bytes === undefined) return undefined;
  const map = decode(bytes);
  return isMap(map) ? map : undefined;
}
