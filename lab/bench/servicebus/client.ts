// The official SDK at work, in a process of its own.
import {
  ServiceBusClient,
  type ServiceBusReceiver,
  type ServiceBusSender,
} from "@azure/service-bus";

interface Question {
  readonly port: number;
  readonly keyName: string;
  readonly key: string;
  readonly work: string;
  readonly messages: number;
}

const inFlight = 16;
const body = "x".repeat(190);
/** More than are counted: a subscription that ends has a few more on the way. */
const surplus = 64;
let links:
  | { readonly sender: ServiceBusSender; readonly receiver: ServiceBusReceiver }
  | undefined;

function connect({ port, keyName, key }: Question): NonNullable<typeof links> {
  if (links !== undefined) return links;
  const client = new ServiceBusClient(
    `Endpoint=sb://localhost:${port};SharedAccessKeyName=${keyName};SharedAccessKey=${key};UseDevelopmentEmulator=true`,
  );
  links = {
    sender: client.createSender("bench"),
    receiver: client.createReceiver("bench"),
  };
  return links;
}

/** As many at a time as `width`, until all are done. */
async function inParallel(
  count: number,
  width: number,
  run: () => Promise<unknown>,
): Promise<void> {
  let left = count;
  const line = async (): Promise<void> => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: width }, line));
}

/** @returns When the last one was handled: how long a subscription takes to end is another question. */
async function receiveAndSettle(
  receiver: ServiceBusReceiver,
  count: number,
  width: number,
): Promise<number> {
  let done = 0;
  let end = 0;
  await new Promise<void>((resolve, reject) => {
    const subscription = receiver.subscribe(
      {
        processMessage: async () => {
          done += 1;
          if (done !== count) return;
          end = performance.now();
          setImmediate(() => void subscription.close().then(resolve));
        },
        processError: async ({ error }) => reject(error),
      },
      { maxConcurrentCalls: width },
    );
  });
  return end;
}

process.on("message", (question: Question) => {
  void (async () => {
    const { sender, receiver } = connect(question);
    const { work, messages } = question;
    const width = work.endsWith("one at a time") ? 1 : inFlight;
    let sent = 0;
    const message = () => ({
      body,
      // The bare server gives none, and the SDK cannot settle a message without one.
      messageId: `m${sent++}`,
      applicationProperties: { cosmosSessionToken: "0:-1#42" },
    });
    if (!work.startsWith("send")) {
      await inParallel(surplus, inFlight, () => sender.sendMessages(message()));
    }
    const start = performance.now();
    let end: number;
    if (work.startsWith("send")) {
      await inParallel(messages, width, () => sender.sendMessages(message()));
      end = performance.now();
    } else end = await receiveAndSettle(receiver, messages, width);
    process.send!({ ms: end - start });
  })().catch((cause: unknown) => {
    console.error(cause);
    process.exit(1);
  });
});
process.send!({});
