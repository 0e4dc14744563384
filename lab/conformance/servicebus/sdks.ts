import { createRequire } from "node:module";
import {
  ServiceBusClient,
  type ServiceBusClientOptions,
} from "@azure/service-bus";
import { ServiceBusClient as OldClient } from "service-bus-7.7";
import type { Broker } from "../../src/broker/Broker.ts";

/** A version of @azure/service-bus, and how it gets to a broker on this machine. */
export interface Sdk {
  readonly version: string;
  connect(broker: Broker, options?: ServiceBusClientOptions): ServiceBusClient;
}

const require = createRequire(import.meta.url);
const versionOf = (name: string): string =>
  (require(`${name}/package.json`) as { version: string }).version;

/** Fails at once where something fails, instead of trying again for two minutes. */
const retryOptions = { maxRetries: 0, retryDelayInMs: 100, timeoutInMs: 3_000 };

const connectionString = ({ keyName, key }: Broker, host: string): string =>
  `Endpoint=sb://${host};SharedAccessKeyName=${keyName};SharedAccessKey=${key}`;

export const sdks: readonly Sdk[] = [
  {
    version: versionOf("@azure/service-bus"),
    connect: (broker, options) =>
      new ServiceBusClient(
        `${connectionString(broker, `localhost:${broker.port}`)};UseDevelopmentEmulator=true`,
        { retryOptions, ...options },
      ),
  },
  {
    // It knows no emulator: over TLS, with the address beside the connection string.
    version: versionOf("service-bus-7.7"),
    connect: (broker, options) =>
      new OldClient(connectionString(broker, "localhost"), {
        retryOptions,
        customEndpointAddress: `sb://localhost:${broker.tlsPort}`,
        ...(options as object),
      }) as unknown as ServiceBusClient,
  },
];
