import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Broker } from "./broker/Broker.ts";
import { startBroker } from "./broker/startBroker.ts";
import { createCertificates } from "./certificates/createCertificates.ts";
import { LabRequestError, type LagSettings } from "./config.ts";
import {
  createControls,
  unknownOperations,
  type Controls,
} from "./control/Controls.ts";
import { serveControls } from "./control/serveControls.ts";
import { startGateway } from "./gateway/startGateway.ts";
import type { Gateway } from "./gateway/Gateway.ts";
import { startOtlp } from "./otlp/startOtlp.ts";
import { createObserver } from "./observe/createObserver.ts";
import { Log, type LogListener } from "./observe/Log.ts";
import type { LogEntry } from "./observe/LogEntry.ts";
import { checkConfig, readConfigFile, type LabConfig } from "./readConfig.ts";
import { realClock, type Clock } from "./replication/clock.ts";
import { Undo } from "./Undo.ts";

export interface LabOptions {
  /** Entities, databases and containers to start with, or a file that says them. */
  readonly config?: LabConfig | string;
  /** The same seed gives the same chances. 1 when left out. */
  readonly seed?: number;
  /** Milliseconds until a write has reached the slowest replica (200 when left out), or more about it. */
  readonly lag?: number | Omit<LagSettings, "container">;
  /** Address to listen on, for programs on other machines. `127.0.0.1` when left out. */
  readonly host?: string;
  /** Folder in which messages and items are kept. In memory only when left out. */
  readonly data?: string;
  /** Free ones when left out. */
  readonly ports?: {
    /** Plain AMQP. Older SDKs always take 5672. */
    readonly serviceBus?: number;
    readonly cosmos?: number;
    readonly control?: number;
  };
  /** Where spans go by OTLP/HTTP: `http://127.0.0.1:4318`. Nowhere when left out. */
  readonly otlp?: string;
  /** A `HeldClock` for tests. The machine's when left out. */
  readonly clock?: Clock;
  /** How long a read with a token waits for a replica to catch up. 1000 when left out. */
  readonly waitBudgetMs?: number;
  /** How many lines of the log are kept. 100,000 when left out. */
  readonly logLines?: number;
}

/** What `cosmos-session-lab --json` prints. */
export interface LabAddresses {
  readonly serviceBus: {
    readonly connectionString: string;
    /** For `ServiceBusAdministrationClient`, which speaks HTTPS only: trust `caFile`. */
    readonly administrationConnectionString: string;
    /** `customEndpointAddress` for SDKs that cannot do without TLS. */
    readonly tlsEndpoint: string;
  };
  readonly cosmos: {
    readonly endpoint: string;
    readonly httpsEndpoint: string;
    readonly key: string;
    readonly connectionString: string;
  };
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  /** `http://127.0.0.1:4711` */
  readonly control: string;
}

export interface Lab extends AsyncDisposable {
  readonly serviceBus: LabAddresses["serviceBus"];
  readonly cosmos: LabAddresses["cosmos"];
  readonly caFile: string;
  readonly control: Controls & { readonly url: string };
  /** The lines after number `since`, as far as they are still kept. */
  log(since?: number): readonly LogEntry[];
  /** @returns what ends it */
  onLog(listener: LogListener): () => void;
  /** What was asked for and is not there, with how often. */
  unknownOperations(): Readonly<Record<string, number>>;
  toJSON(): LabAddresses;
  /** Ends connections and servers. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a Service Bus and a Cosmos DB in this process, on free loopback ports.
 *
 * @throws {LabRequestError} `InvalidConfig`, `InvalidOption`; what had been started is ended first.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  return startLabWith(options, {});
}

/** What `cosmos-session-lab run` asks for besides. */
export interface RunOptions {
  /** Take any account name and key, and make queues and topics at their first use. */
  readonly anyAccount?: boolean;
}

export async function startLabWith(
  options: LabOptions,
  { anyAccount = false }: RunOptions,
): Promise<Lab> {
  const {
    seed = 1,
    host = "127.0.0.1",
    data,
    ports = {},
    clock = realClock,
    waitBudgetMs = 1000,
    logLines = 100_000,
  } = options;
  const config = configOf(options);
  const lag = lagOf(options, config);
  const undo = new Undo();
  try {
    const log = new Log(logLines);
    if (options.otlp !== undefined) {
      const otlp = startOtlp(options.otlp);
      undo.add(() => otlp.stop());
      log.listen((entry) => otlp.add(entry));
    }
    const observer = createObserver({ log });
    const tls = createCertificates(isLoopback(host) ? [] : [host]);
    const caFile = writeCaFile(tls.ca, data, undo);
    const [gateway, broker] = await undo.all([
      startGateway({
        config: config.cosmos ?? {},
        clock,
        seed,
        observer,
        host,
        port: ports.cosmos ?? 0,
        tls,
        waitBudgetMs,
        anyAccount,
        ...(data !== undefined && { data: path.join(data, "cosmos") }),
      }),
      startBroker({
        namespace: config.serviceBus?.Namespaces[0] ?? {},
        clock,
        observer,
        host,
        port: ports.serviceBus ?? 0,
        tls,
        makeEntitiesAtFirstUse: anyAccount,
        ...(data !== undefined && { data: path.join(data, "servicebus") }),
      }),
    ] as const);
    for (const settings of lag) gateway.setLag(settings);
    const controls = createControls({
      gateway,
      broker,
      observer,
      log,
      clock,
      lag,
    });
    const server = await serveControls(controls, ports.control ?? 0);
    undo.add(() => server.stop());
    const addresses: LabAddresses = {
      serviceBus: serviceBusAddresses(broker, host),
      cosmos: cosmosAddresses(gateway),
      caFile,
      control: server.url,
    };
    const stop = (): Promise<void> => undo.run();
    return {
      ...addresses,
      control: { url: server.url, ...controls },
      log: (since) => controls.log(since),
      onLog: (listener) => log.listen(listener),
      unknownOperations: () => unknownOperations({ gateway, broker }),
      toJSON: () => addresses,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

function configOf({ config }: LabOptions): LabConfig {
  if (config === undefined) return {};
  return typeof config === "string"
    ? readConfigFile(config)
    : checkConfig(config, "startLab({ config })");
}

function lagOf({ lag }: LabOptions, config: LabConfig): readonly LagSettings[] {
  const ofConfig = config.lag === undefined ? [] : [config.lag].flat();
  if (lag === undefined) return ofConfig;
  const settings = typeof lag === "number" ? { ms: lag } : lag;
  if (settings.ms !== undefined && !(settings.ms >= 0)) {
    throw new LabRequestError(
      "InvalidOption",
      `startLab({ lag }) takes milliseconds, 0 or more; got ${settings.ms}.`,
    );
  }
  // What is said of one container in the file holds against what is said here for all.
  return [{ container: "*", ...settings }, ...ofConfig];
}

function writeCaFile(ca: string, data: string | undefined, undo: Undo): string {
  const folder =
    data ?? mkdtempSync(path.join(tmpdir(), "cosmos-session-lab-"));
  if (data === undefined) {
    undo.add(() => rmSync(folder, { recursive: true, force: true }));
  } else {
    mkdirSync(data, { recursive: true });
  }
  const file = path.join(folder, "ca.pem");
  writeFileSync(file, ca);
  return file;
}

/** Of the SDK's two ways to name a port, the one in the connection string. */
function serviceBusAddresses(
  broker: Broker,
  host: string,
): LabAddresses["serviceBus"] {
  const name = nameOf(host);
  const key = `SharedAccessKeyName=${broker.keyName};SharedAccessKey=${broker.key}`;
  return {
    connectionString: `Endpoint=sb://${name}:${broker.port};${key};UseDevelopmentEmulator=true;`,
    administrationConnectionString: `Endpoint=sb://${name}:${broker.administrationPort};${key};`,
    tlsEndpoint: `sb://${name}:${broker.tlsPort}`,
  };
}

function cosmosAddresses({
  endpoint,
  httpsEndpoint,
  key,
}: Gateway): LabAddresses["cosmos"] {
  const connectionString = `AccountEndpoint=${endpoint};AccountKey=${key};`;
  return { endpoint, httpsEndpoint, key, connectionString };
}

/** TLS clients may not name an address as server name (RFC 6066, section 3). */
function nameOf(host: string): string {
  return isLoopback(host) || host === "0.0.0.0" ? "localhost" : host;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
