import type {
  ServiceBusClient,
  ServiceBusMessage,
  ServiceBusReceivedMessage,
  ServiceBusReceiver,
} from "@azure/service-bus";
import type { Broker, EntityCounts } from "../../src/broker/Broker.ts";
import { startBroker } from "../../src/broker/startBroker.ts";
import type { NamespaceConfig } from "../../src/config.ts";
import type { ServiceBusEvent } from "../../src/observe/observation.ts";
import { HeldClock } from "../../src/replication/clock.ts";
import { testCertificate } from "../../test-support/testCertificate.ts";
import type { Sdk } from "./sdks.ts";

const namespace: NamespaceConfig = {
  Queues: [
    {
      Name: "queue",
      Properties: {
        MaxDeliveryCount: 3,
        DeadLetteringOnMessageExpiration: true,
      },
    },
    { Name: "sessions", Properties: { RequiresSession: true } },
  ],
  Topics: [
    {
      Name: "topic",
      Subscriptions: [
        { Name: "sub" },
        { Name: "sessions", Properties: { RequiresSession: true } },
      ],
    },
  ],
};

/** What each row of the table works with: a broker of its own whose clock stands, and a client of the SDK. */
export class Bench {
  readonly sdk: Sdk;
  readonly broker: Broker;
  readonly clock: HeldClock;
  readonly client: ServiceBusClient;
  readonly events: ServiceBusEvent[];
  readonly #clients: ServiceBusClient[] = [];

  private constructor(
    sdk: Sdk,
    broker: Broker,
    clock: HeldClock,
    events: ServiceBusEvent[],
  ) {
    this.sdk = sdk;
    this.broker = broker;
    this.clock = clock;
    this.events = events;
    this.client = this.connect();
  }

  static async start(sdk: Sdk): Promise<Bench> {
    const events: ServiceBusEvent[] = [];
    // The SDK compares times of the broker with the machine's.
    const clock = new HeldClock(Date.now());
    const broker = await startBroker({
      namespace,
      clock,
      observer: {
        cosmos: () => undefined,
        serviceBus: (event) => events.push(event),
      },
      host: "127.0.0.1",
      port: 0,
      tls: testCertificate,
    });
    return new Bench(sdk, broker, clock, events);
  }

  /** One more client, on a connection of its own. */
  connect(): ServiceBusClient {
    const client = this.sdk.connect(this.broker);
    this.#clients.push(client);
    return client;
  }

  async send(...messages: ServiceBusMessage[]): Promise<void> {
    const sender = this.client.createSender("queue");
    for (const message of messages) await sender.sendMessages(message);
    await sender.close();
  }

  async sendTo(
    entity: string,
    ...messages: ServiceBusMessage[]
  ): Promise<void> {
    const sender = this.client.createSender(entity);
    await sender.sendMessages(messages);
    await sender.close();
  }

  receiver(): ServiceBusReceiver {
    return this.client.createReceiver("queue");
  }

  async receiveOne(
    receiver: ServiceBusReceiver,
  ): Promise<ServiceBusReceivedMessage> {
    const [message] = await receiver.receiveMessages(1, {
      maxWaitTimeInMs: 2_000,
    });
    if (message === undefined) throw new Error("No message came within 2 s.");
    return message;
  }

  /** Everything in an entity, without waiting long for more. */
  async drain(
    receiver: ServiceBusReceiver,
    count = 10,
  ): Promise<ServiceBusReceivedMessage[]> {
    return receiver.receiveMessages(count, { maxWaitTimeInMs: 400 });
  }

  counts(queue = "queue"): EntityCounts {
    const { queues, topics } = this.broker.state();
    const found =
      queues.find(({ name }) => name === queue) ??
      topics
        .flatMap(({ name: topic, subscriptions }) =>
          subscriptions.map((one) => ({
            ...one,
            name: `${topic}/${one.name}`,
          })),
        )
        .find(({ name }) => name === queue);
    if (found === undefined) throw new Error(`There is no "${queue}".`);
    return found;
  }

  rules(): readonly string[] {
    const [topic] = this.broker.state().topics;
    return topic!.subscriptions.find(({ name }) => name === "sub")!.rules;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.broker.stop();
  }
}

/** Waits for something that another party brings about; fails after 5 s. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`After 5 s still not: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
