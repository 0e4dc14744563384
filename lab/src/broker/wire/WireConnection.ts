import type { Socket } from "node:net";
import { MalformedError } from "../amqp/layout.ts";
import { BrokerError } from "../entities/BrokerError.ts";
import { FrameReader, maxFrameSize } from "./FrameReader.ts";
import { ReceivingLink } from "./ReceivingLink.ts";
import type {
  RheaConnection,
  RheaContainer,
  RheaFrame,
  RheaLink,
  RheaSession,
} from "./rhea.ts";
import { SendingLink } from "./SendingLink.ts";

/** What the broker does with a connection. */
export interface ConnectionHandler {
  /** The peer wants to send. To be answered by `accept` or `refuse` of the link. */
  sends(link: ReceivingLink): void;
  /** The peer wants to receive. To be answered by `accept`, `refuse`, or `hold` and one of them later. */
  receives(link: SendingLink): void;
  /** The connection is over, in whatever way; its links were told before. */
  closed(): void;
}

/** How long a peer may be silent; it is told a half of it. The service has four minutes. */
const idleTimeoutMs = 240_000;

/** Sessions of one connection, and links in one of them, as in the service. */
const channelMax = 4_999;

/** Bytes that may wait for a slow peer before its links count as full. */
const highWaterMark = 8 * 2 ** 20;

/** A transfer in more frames than one flow window is no honest disposition or transfer. */
const maxRange = 65_536;

/**
 * One connection of a client. All that rhea does by itself and the broker would rather not, or does not
 * at all, is mended here and in the two kinds of links:
 * - small answers leave at once (`setNoDelay`: 6 times as fast), and those of one turn together;
 * - what is malformed never reaches rhea;
 * - when the socket is gone, however it went, each link is told (rhea says nothing when its own side
 *   destroys the socket, and on a lost one only `disconnected`);
 * - message bytes stay as they are (rhea would decode and thereby lose types).
 */
export class WireConnection {
  readonly id: number;
  readonly #socket: Socket;
  readonly #rhea: RheaConnection;
  readonly #handler: ConnectionHandler;
  readonly #frames = new FrameReader();
  readonly #links = new Map<RheaLink, SendingLink | ReceivingLink>();
  readonly #toWake: SendingLink[] = [];
  /** Runs until the peer has opened the connection; rhea looks after it from then on. */
  readonly #opening: NodeJS.Timeout;
  #turn = 0;
  #closed = false;

  constructor(
    id: number,
    socket: Socket,
    container: RheaContainer,
    createHandler: (connection: WireConnection) => ConnectionHandler,
  ) {
    this.id = id;
    this.#socket = socket;
    this.#rhea = container.create_connection({
      max_frame_size: maxFrameSize,
      channel_max: channelMax,
      idle_time_out: idleTimeoutMs / 2,
      reconnect: false,
      sender_options: { treat_modified_as_released: false, autosettle: false },
      receiver_options: {
        autoaccept: false,
        autosettle: false,
        credit_window: 0,
      },
    });
    this.#handler = createHandler(this);
    this.#mend();
    this.#listen();
    socket.setNoDelay(true);
    this.#opening = setTimeout(() => socket.destroy(), idleTimeoutMs);
    this.#opening.unref();
    this.#rhea.accept(socket);
  }

  /** Counts how often everything that was to be written has been given to the socket. */
  get turn(): number {
    return this.#turn;
  }

  /** Whether the peer reads slower than we write. */
  get congested(): boolean {
    return this.#socket.writableLength > highWaterMark;
  }

  /** Whether what is written may still reach the peer. A socket tells of its end a turn after it is cut. */
  get isOpen(): boolean {
    return !this.#closed && !this.#socket.destroyed;
  }

  /** Says goodbye; the peer is expected to come again. */
  close(condition: string, description: string): void {
    if (this.#closed) return;
    this.#rhea.close({ condition, description });
  }

  /** Cuts the connection without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  /**
   * Runs code of the broker that a frame has started. A fault of the broker must not look like one of
   * the peer: the connection ends with the words of the fault.
   */
  guard(run: () => void): void {
    try {
      run();
    } catch (cause) {
      if (cause instanceof BrokerError)
        this.close(cause.condition, cause.message);
      else
        this.close(
          "amqp:internal-error",
          String(cause instanceof Error ? cause.stack : cause),
        );
    }
  }

  /** @internal Tells the link that it may be ready, when all that waits has been written. */
  wakeAfterTurn(link: SendingLink): void {
    this.#toWake.push(link);
  }

  /** @internal For the links of this folder. */
  forget(link: RheaLink): void {
    this.#links.delete(link);
  }

  #mend(): void {
    const connection = this.#rhea;
    const input = connection.input.bind(connection);
    const process = connection._process.bind(connection);
    const createSession = connection.create_session.bind(connection);
    connection.input = (chunk) => this.#input(chunk, (frame) => input(frame));
    connection._process = () => {
      this.#socket.cork();
      try {
        process();
      } catch {
        // Only a peer that broke the protocol brings rhea to this.
        this.#socket.destroy();
      }
      this.#turn += 1;
      this.#socket.uncork();
      for (const link of this.#toWake.splice(0)) link.wake();
    };
    connection.create_session = (bufferSize) =>
      this.#mendSession(createSession(bufferSize));
  }

  #input(chunk: Buffer, pass: (frame: Buffer) => void): void {
    if (this.#closed) return;
    try {
      for (const frame of this.#frames.read(chunk)) pass(frame);
    } catch (cause) {
      if (!(cause instanceof MalformedError)) throw cause;
      // Perhaps it can still be told; rhea closes the socket when it was.
      this.close("amqp:connection:framing-error", cause.message);
      this.#socket.end();
    }
  }

  #mendSession(session: RheaSession): RheaSession {
    const flow = session.on_flow.bind(session);
    const transfer = session.on_transfer.bind(session);
    const disposition = session.on_disposition.bind(session);
    session.on_flow = (frame) => {
      flow(frame);
      // A wider window of the session is not told to the links by rhea.
      if (frame.performative.handle == null) this.#wake(session);
    };
    session.on_transfer = (frame) => {
      const link = this.#links.get(session._get_link(frame));
      // Of a link that is closed already: the peer does not know it yet.
      if (link === undefined) return;
      if (link instanceof ReceivingLink && !link.admits(frame)) return;
      keepRaw(frame);
      transfer(frame);
    };
    session.on_disposition = (frame) => {
      const { first, last } = frame.performative;
      if ((last ?? first ?? 0) - (first ?? 0) > maxRange) {
        throw new MalformedError(
          "A disposition settles more than there can be.",
        );
      }
      disposition(frame);
    };
    return session;
  }

  #wake(session: RheaSession): void {
    for (const link of this.#links.values()) {
      if (link instanceof SendingLink && link.belongsTo(session)) link.wake();
    }
  }

  #listen(): void {
    this.#rhea.on("receiver_open", ({ receiver }) => {
      const link = new ReceivingLink(receiver!, this);
      this.#links.set(receiver!, link);
      this.guard(() => this.#handler.sends(link));
    });
    this.#rhea.on("sender_open", ({ sender }) => {
      const link = new SendingLink(sender!, this);
      this.#links.set(sender!, link);
      this.guard(() => this.#handler.receives(link));
    });
    this.#rhea.on("connection_open", () => clearTimeout(this.#opening));
    // rhea warns on the console about what nobody listens to.
    for (const event of [
      "disconnected",
      "connection_error",
      "protocol_error",
    ]) {
      this.#rhea.on(event, () => undefined);
    }
    for (const event of [
      "connection_close",
      "session_close",
      "session_error",
    ]) {
      this.#rhea.on(event, () => undefined);
    }
    this.#socket.on("drain", () => {
      for (const link of this.#links.values())
        if (link instanceof SendingLink) link.wake();
    });
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.once("close", () => this.#end());
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#opening);
    // Stops rhea's timers.
    this.#rhea._disconnected();
    for (const link of [...this.#links.values()]) link.lose();
    this.#links.clear();
    this.guard(() => this.#handler.closed());
  }
}

/** rhea hands over bytes instead of a decoded message when a transfer names no format. */
function keepRaw(frame: RheaFrame): void {
  const formatField = 3;
  if (frame.performative.message_format === 0) {
    frame.performative.value[formatField] = undefined;
  }
}
