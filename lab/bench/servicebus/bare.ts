// What rhea alone can do: the least that the SDK needs of a peer. It knows no entity, no lock and no
// time; a message is the bytes that came, with the same sections in front of each that the broker would
// put there. What is known to make rhea faster is here, too, so that this is the limit and not an
// opponent: bytes are not decoded, and what leaves in one turn leaves together.
import rhea, {
  type Connection,
  type Delivery,
  type EventContext,
  type Receiver,
  type Sender,
} from "rhea";
import type { AddressInfo, Socket } from "node:net";

/** Of rhea's inside, which its typings do not show. */
interface Inside {
  readonly socket: Socket;
  _process(): void;
  create_session(bufferSize?: unknown): {
    on_transfer(frame: {
      readonly performative: { readonly value: unknown[] };
    }): void;
  };
}

const { types } = rhea;
const amqp = rhea.message as unknown as {
  encode(message: object): Buffer;
  accepted(): { described(): never };
};
const acceptedState = amqp.accepted().described();

/** Longer than a bench: the SDK sets out at once to renew a lock that is nearly over. */
const lockMs = 24 * 60 * 60_000;

/** Header and annotations of each delivery; behind them rhea has put an empty body, of four bytes. */
const front = amqp
  .encode({
    durable: true,
    priority: 4,
    first_acquirer: false,
    delivery_count: 0,
    message_annotations: {
      "x-opt-sequence-number": types.wrap_long(1),
      "x-opt-enqueued-time": types.wrap_timestamp(Date.now()),
      "x-opt-enqueue-sequence-number": types.wrap_long(1),
      "x-opt-locked-until": types.wrap_timestamp(Date.now() + lockMs),
    },
  })
  .subarray(0, -4);
/** Where the properties of a message begin; what the SDK writes in front of them is replaced. */
const properties = Buffer.from([0x00, 0x53, 0x73]);

const queue: Buffer[] = [];
/** How many of the queue are gone; `shift` of a long array moves all others. */
let taken = 0;
let tags = 0;
const replies = new Map<string, Sender>();
const waiting = new Set<Sender>();

function pump(): void {
  for (const sender of waiting) {
    let { credit } = sender as unknown as { credit: number };
    for (; credit > 0 && taken < queue.length; credit--) {
      const tag = Buffer.alloc(16);
      tag.writeUInt32BE(++tags);
      sender.send(queue[taken]!, tag, 0);
      taken += 1;
    }
  }
  if (taken === queue.length) {
    queue.length = 0;
    taken = 0;
  }
}

function speedUp(connection: Inside): void {
  const { socket } = connection;
  socket.setNoDelay(true);
  const process = connection._process.bind(connection);
  connection._process = () => {
    socket.cork();
    process();
    socket.uncork();
  };
  const createSession = connection.create_session.bind(connection);
  connection.create_session = (bufferSize) => {
    const session = createSession(bufferSize);
    const transfer = session.on_transfer.bind(session);
    session.on_transfer = (frame) => {
      // Without a format rhea does not decode. Requests to $cbs are not read, either.
      const formatField = 3;
      frame.performative.value[formatField] = undefined;
      transfer(frame);
    };
    return session;
  };
}

const container = rhea.create_container({ id: "bare" });
container.on("connection_open", ({ connection }: EventContext) => {
  speedUp(connection as Connection & Inside);
});
container.on("sender_open", ({ sender }: EventContext) => {
  const link = sender as Sender & { name: string };
  link.set_source({ address: link.source.address });
  link.set_target({ address: link.target.address });
  replies.set(link.name, link);
  if (link.target.address) replies.set(link.target.address, link);
});
container.on("receiver_open", ({ receiver }: EventContext) => {
  const link = receiver as Receiver;
  link.set_source({ address: link.source.address });
  link.set_target({ address: link.target.address });
});
container.on("message", ({ message, delivery, receiver }: EventContext) => {
  const bytes = message as unknown as Buffer;
  delivery!.update(true, acceptedState);
  if (receiver!.target.address === "$cbs") {
    answerCbs(bytes);
    return;
  }
  queue.push(Buffer.concat([front, bytes.subarray(bytes.indexOf(properties))]));
  pump();
});

function answerCbs(bytes: Buffer): void {
  const request: unknown = rhea.message.decode(bytes);
  const { message_id: id, reply_to: to } = request as {
    readonly message_id: string;
    readonly reply_to: string;
  };
  replies.get(to)!.send({
    correlation_id: id,
    application_properties: {
      "status-code": 202,
      "status-description": "Accepted",
    },
    body: undefined,
  });
}

container.on("sender_flow", ({ sender }: EventContext) => {
  const link = sender as Sender & { source: { address: string } };
  if (link.source.address === "$cbs") return;
  waiting.add(link);
  pump();
});
container.on("sender_draining", ({ sender }: EventContext) =>
  sender!.set_drained(true),
);
container.on("sender_close", ({ sender }: EventContext) =>
  waiting.delete(sender as Sender),
);
container.on("disconnected", () => waiting.clear());
container.on("accepted", ({ delivery }: EventContext) => {
  delivery!.update(true, acceptedState);
  (delivery as Delivery & { remote_settled: boolean }).remote_settled = true;
});

const server = container.listen({
  port: 0,
  host: "127.0.0.1",
  autoaccept: false,
} as unknown as Parameters<typeof container.listen>[0]);
server.once("listening", () => {
  process.send!({
    port: (server.address() as AddressInfo).port,
    keyName: "key",
    key: "a2V5",
  });
});
// Asked by the bench before and after each run.
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send!(user + system);
});
