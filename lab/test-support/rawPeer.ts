import { connect, type Socket } from "node:net";
import rhea from "rhea";

/** Writes whatever bytes a test likes to a broker, and sees whether it is cut off. */
export class RawPeer {
  readonly socket: Socket;
  readonly received: Buffer[] = [];
  closed = false;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1" });
    this.socket.on("data", (bytes: Buffer) => this.received.push(bytes));
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => {
      this.closed = true;
    });
  }

  write(...parts: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(parts));
  }

  /** Waits until the broker has ended the connection. */
  ended(): Promise<void> {
    return this.closed
      ? Promise.resolve()
      : new Promise((resolve) => this.socket.once("close", () => resolve()));
  }
}

export const amqpHeader = Buffer.from("AMQP\x00\x01\x00\x00", "latin1");

/** A frame with any body on a channel. */
export function frame(body: Buffer, channel = 0, type = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head[4] = 2;
  head[5] = type;
  head.writeUInt16BE(channel, 6);
  return Buffer.concat([head, body]);
}

/**
 * What an honest client writes: the bytes of rhea as client, recorded at a broker that answers all.
 * A fuzzer changes them here and there.
 */
export async function recordSession(
  port: number,
  address: string,
): Promise<Buffer[]> {
  const written: Buffer[] = [];
  const container = rhea.create_container({ id: "recorder" });
  container.on("error", () => undefined);
  const connection = container.connect({
    port,
    host: "127.0.0.1",
    reconnect: false,
  });
  const socket = (connection as unknown as { socket: Socket }).socket;
  const write = socket.write.bind(socket);
  socket.write = (bytes: Buffer, ...others: never[]) => {
    written.push(Buffer.from(bytes));
    return write(bytes, ...others);
  };
  connection.on("disconnected", () => undefined);
  const session = connection.create_session();
  session.begin();
  session.on("sender_error", () => undefined);
  session.on("receiver_error", () => undefined);
  const cbs = session.open_sender({ target: { address: "$cbs" } });
  session.open_receiver({ source: { address: "$cbs" }, name: "cbs-reply" });
  await new Promise((resolve) => cbs.once("sendable", resolve));
  cbs.send({
    message_id: "1",
    reply_to: "cbs-reply",
    application_properties: {
      operation: "put-token",
      type: "jwt",
      name: address,
    },
    body: "token",
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const sender = session.open_sender({ target: { address } });
  await new Promise((resolve) => sender.once("sendable", resolve));
  sender.send({
    body: "recorded",
    message_id: "r",
    application_properties: { a: 1 },
  });
  const receiver = session.open_receiver({
    source: { address },
    credit_window: 0,
    autoaccept: false,
  });
  receiver.add_credit(1);
  const delivered = await new Promise<{ accept(): void }>((resolve) =>
    receiver.once("message", ({ delivery }) =>
      resolve(delivery as { accept(): void }),
    ),
  );
  delivered.accept();
  await new Promise((resolve) => setTimeout(resolve, 50));
  connection.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return written;
}
