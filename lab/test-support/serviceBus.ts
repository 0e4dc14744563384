import { ServiceBusClient } from "@azure/service-bus";
import type { Broker, BrokerOptions } from "../src/broker/Broker.ts";
import { startBroker } from "../src/broker/startBroker.ts";
import type { Observer, ServiceBusEvent } from "../src/observe/observation.ts";
import { realClock } from "../src/replication/clock.ts";
import { testCertificate } from "./testCertificate.ts";

/** Fails at once where something fails, instead of trying again for two minutes. */
const retryOptions = {
  maxRetries: 0,
  retryDelayInMs: 100,
  timeoutInMs: 5_000,
} as const;

export interface TestBroker {
  readonly broker: Broker;
  readonly events: ServiceBusEvent[];
  readonly connectionString: string;
  /** Closed with the broker. */
  connect(): ServiceBusClient;
  stop(): Promise<void>;
}

export async function startTestBroker(
  options: Partial<BrokerOptions> = {},
): Promise<TestBroker> {
  const events: ServiceBusEvent[] = [];
  const observer: Observer = {
    cosmos: () => undefined,
    serviceBus: (event) => events.push(event),
  };
  const broker = await startBroker({
    namespace: {},
    clock: realClock,
    observer,
    host: "127.0.0.1",
    port: 0,
    tls: testCertificate,
    ...options,
  });
  const clients: ServiceBusClient[] = [];
  const connectionString = `Endpoint=sb://localhost:${broker.port};SharedAccessKeyName=${broker.keyName};SharedAccessKey=${broker.key};UseDevelopmentEmulator=true`;
  return {
    broker,
    events,
    connectionString,
    connect() {
      const client = new ServiceBusClient(connectionString, { retryOptions });
      clients.push(client);
      return client;
    },
    async stop() {
      await Promise.all(clients.map((client) => client.close()));
      await broker.stop();
    },
  };
}
