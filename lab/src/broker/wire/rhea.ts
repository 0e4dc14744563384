import rhea from "rhea";
import type { Socket } from "node:net";
import type { Delivery, Settlement } from "./SendingLink.ts";

// What the broker uses of rhea 3.0.5, also of its inside, which its typings do not show. All other
// files know only the classes of this folder. A new version of rhea: read these fields again.

export interface RheaTyped {
  readonly type: { readonly typecode: number };
  readonly value: unknown;
  readonly descriptor?: { readonly value: unknown };
}

/** A performative or outcome: its fields by name, and as they were read. */
export interface RheaComposite {
  readonly value: (RheaTyped | null | undefined)[];
}

interface RheaEndpointState {
  local_open: boolean;
  open_requests: number;
}

export interface RheaTerminus extends RheaComposite {
  readonly address?: string | null;
}

export interface RheaAttach {
  readonly handle: number;
  name: string;
  source: unknown;
  target: unknown;
  max_message_size?: number;
  snd_settle_mode?: number | null;
  rcv_settle_mode?: number | null;
  properties?: unknown;
}

export interface RheaLink {
  readonly name: string;
  readonly session: RheaSession;
  readonly state: RheaEndpointState;
  readonly local: { readonly attach: RheaAttach };
  readonly remote: { readonly attach: RheaAttach & RheaComposite };
  readonly source: RheaTerminus | null;
  readonly target: RheaTerminus | null;
  credit: number;
  delivery_count: number;
  attach(): void;
  close(error?: RheaError): void;
  set_source(fields: object): void;
  set_target(fields: object): void;
  is_open(): boolean;
  is_sender(): boolean;
  on(event: string, listener: (context: RheaContext) => void): void;
}

export interface RheaReceiver extends RheaLink {
  readonly _incomplete?: RheaDelivery & { readonly frames: Buffer[] };
  flow(credit: number): void;
}

export interface RheaSender extends RheaLink {
  _draining: boolean;
  _drained: boolean;
  _get_drain(): boolean;
  set_drained(drained: boolean): void;
  send(bytes: Buffer, tag: Buffer, format: number): RheaDelivery;
}

export interface RheaDelivery {
  readonly id: number;
  settled: boolean;
  remote_settled: boolean;
  readonly remote_state?: RheaComposite & {
    readonly constructor: { readonly composite_type?: string };
  };
  update(settled: boolean, state: unknown): void;
  /** Ours: who waits for what the receiver says. */
  onSettlement?:
    ((settlement: Settlement, delivery: Delivery) => void) | undefined;
}

export interface RheaSession {
  readonly links: Record<string, RheaLink>;
  readonly outgoing: {
    readonly deliveries: { available(): number };
    readonly next_pending_delivery: number;
    readonly next_delivery_id: number;
    transfer_window(): number;
  };
  on_flow(frame: RheaFrame): void;
  on_transfer(frame: RheaFrame): void;
  on_disposition(frame: RheaFrame): void;
  _get_link(frame: RheaFrame): RheaLink;
}

export interface RheaFrame {
  readonly performative: RheaComposite & {
    readonly handle?: number | null;
    readonly message_format?: number | null;
    readonly first?: number | null;
    readonly last?: number | null;
    readonly more?: boolean | null;
  };
  readonly payload?: Buffer;
}

export interface RheaContext {
  readonly sender?: RheaSender;
  readonly receiver?: RheaReceiver;
  readonly delivery?: RheaDelivery;
  readonly message?: unknown;
  readonly format?: number | null;
}

export interface RheaError {
  readonly condition: string;
  readonly description: string;
}

export interface RheaConnection {
  readonly local: { readonly close: { error?: RheaError | undefined } };
  readonly remote: { readonly open?: { readonly idle_time_out?: number } };
  accept(socket: Socket): void;
  input(bytes: Buffer): void;
  close(error?: RheaError): void;
  is_open(): boolean;
  is_closed(): boolean;
  create_session(bufferSize?: unknown): RheaSession;
  on(event: string, listener: (context: RheaContext) => void): void;
  _process(): void;
  _disconnected(): void;
}

interface RheaTypes {
  wrap_symbol(value: string): RheaTyped;
  wrap_long(value: number | Buffer): RheaTyped;
  wrap_symbolic_map(value: object): RheaTyped;
  Long(value: number | Buffer): RheaTyped;
  Writer: new () => { write(value: RheaTyped): void; toBuffer(): Buffer };
}

interface RheaMessage {
  accepted(): { described(): unknown };
  rejected(fields: { error?: RheaError }): { described(): unknown };
}

interface RheaContainer {
  readonly types: RheaTypes;
  readonly message: RheaMessage;
  create_container(options: object): RheaContainer;
  create_connection(options: object): RheaConnection;
  on(event: string, listener: (cause: unknown) => void): void;
}

const container = rhea as unknown as RheaContainer;

export const types: RheaTypes = container.types;

const acceptedState = container.message.accepted().described();

export const accepted = (): unknown => acceptedState;

export const rejected = (error: RheaError): unknown =>
  container.message.rejected({ error }).described();

export function createContainer(id: string): RheaContainer {
  const created = container.create_container({ id });
  // Without a listener an event of this name would end the process. What it tells is a peer that
  // broke the protocol: rhea ends its connection by itself.
  created.on("error", () => undefined);
  return created;
}

export type { RheaContainer };

/** The bytes of a value that rhea has read, of the very type that it had. */
export function encodeTyped(value: RheaTyped): Buffer {
  const writer = new types.Writer();
  writer.write(value);
  return writer.toBuffer();
}
