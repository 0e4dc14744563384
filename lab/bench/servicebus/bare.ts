// What rhea alone can do: the least that the SDK needs of a peer, with messages kept in an array.
import rhea, {
  type Connection,
  type Delivery,
  type EventContext,
  type Message,
  type Receiver,
  type Sender,
} from "rhea";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";

const { types } = rhea;
const accepted = (
  rhea.message as unknown as { accepted(): { described(): never } }
)
  .accepted()
  .described();
const container = rhea.create_container({ id: "bare" });
const queue: Message[] = [];
const replies = new Map<string, Sender>();
const waiting = new Set<Sender>();
let number = 0;

function pump(): void {
  for (const sender of waiting) {
    let credit = (sender as unknown as { credit: number }).credit;
    while (credit-- > 0 && queue.length > 0) {
      const message = queue.shift()!;
      number += 1;
      const delivery = sender.send(
        {
          ...message,
          delivery_count: 0,
          message_annotations: {
            "x-opt-sequence-number": types.wrap_long(number),
            "x-opt-enqueued-time": types.wrap_timestamp(Date.now()),
            "x-opt-locked-until": types.wrap_timestamp(Date.now() + 60_000),
          },
        },
        randomBytes(16),
      );
      deliveries.add(delivery);
    }
  }
}
const deliveries = new Set<Delivery>();

container.on("connection_open", ({ connection }: EventContext) => {
  (
    connection as Connection & { socket: { setNoDelay(on: boolean): void } }
  ).socket.setNoDelay(true);
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
  delivery!.accept();
  if (receiver!.target.address !== "$cbs") {
    queue.push(message!);
    pump();
    return;
  }
  replies.get(message!.reply_to!)!.send({
    correlation_id: message!.message_id!,
    application_properties: {
      "status-code": 202,
      "status-description": "Accepted",
    },
    body: undefined,
  });
});
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
  delivery!.update(true, accepted);
  (delivery as Delivery & { remote_settled: boolean }).remote_settled = true;
  deliveries.delete(delivery!);
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
