import type { Socket } from "node:net";
import type { NamespaceConfig } from "../config.ts";
import type { Content } from "./message/Content.ts";
import { startAdministration } from "./administration/startAdministration.ts";
import { NamespaceTarget } from "./administration/NamespaceTarget.ts";
import type { Broker, BrokerOptions } from "./Broker.ts";
import { brokerState } from "./brokerState.ts";
import type { ServiceBusEvent } from "../observe/observation.ts";
import { Agenda } from "./entities/Agenda.ts";
import type { EntityContext, EntityEvent } from "./entities/EntityContext.ts";
import { TokenSource } from "./entities/Lock.ts";
import { Namespace } from "./entities/Namespace.ts";
import { Faults } from "./Faults.ts";
import { ClientConnection } from "./links/ClientConnection.ts";
import type { LinkContext } from "./links/LinkContext.ts";
import { listenPlain, listenTls } from "./listen.ts";
import { readContent } from "./message/readProperties.ts";
import { refuseToken } from "./refuseToken.ts";
import { Store } from "./store/Store.ts";
import { createContainer } from "./wire/rhea.ts";
import { WireConnection } from "./wire/WireConnection.ts";

const keyName = "RootManageSharedAccessKey";
/** In the form of a real one, and no secret: it opens nothing but a lab. */
const key = "bGFiLWtleS1vZi1jb3Ntb3Mtc2Vzc2lvbi1sYWIhISE=";

/**
 * Starts a Service Bus namespace.
 *
 * @throws {LabRequestError} When an entity of the configuration cannot be made.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { clock, host, tls } = options;
  const takesAnyKey = options.makeEntitiesAtFirstUse ?? false;
  const agenda = new Agenda(clock);
  const unknown = new Map<string, number>();
  const store =
    options.data === undefined
      ? undefined
      : new Store(options.data, () => namespace);
  const entityContext: EntityContext = {
    agenda,
    journal: store?.journal,
    tokens: new TokenSource(clock.now()),
    report: (event) => report(options, clock.now(), event),
  };
  const createNamespace = (config: NamespaceConfig): Namespace => {
    const created = new Namespace(entityContext, takesAnyKey);
    created.create(config);
    return created;
  };
  let namespace = createNamespace(options.namespace);
  store?.restore(namespace);
  const context: LinkContext = {
    ...entityContext,
    namespace: () => namespace,
    connections: new Set(),
    faults: new Faults(),
    refuseToken: (token) =>
      takesAnyKey ? undefined : refuseToken(token, { keyName, key }),
    unknown: (what) => unknown.set(what, (unknown.get(what) ?? 0) + 1),
  };
  const container = createContainer("cosmos-session-lab");
  let lastConnection = 0;
  const accept = (socket: Socket): void => {
    new WireConnection(++lastConnection, socket, container, (wire) => {
      const client = new ClientConnection(wire, context);
      context.connections.add(client);
      return client;
    });
  };
  const disconnect = (): void => {
    for (const client of context.connections) client.wire.destroy();
  };

  const started = await startAll([
    listenPlain({ host, port: options.port }, accept),
    listenTls({ host, port: 0 }, tls, accept),
    startAdministration({
      host,
      tls,
      keyName,
      key,
      takesAnyKey,
      clock,
      onUnknown: (operation) => context.unknown(`administration ${operation}`),
      target: new NamespaceTarget(
        options.namespace.Name ?? "sbemulatorns",
        () => namespace,
        clock,
      ),
    }),
  ] as const);
  const [plain, secure, administration] = started;
  return {
    port: plain.port,
    tlsPort: secure.port,
    administrationPort: administration.port,
    keyName,
    key,
    state: () => brokerState(namespace),
    createEntities: (config) => namespace.create(config),
    fail: (fault) => context.faults.add(fault),
    reset() {
      namespace.clear();
      disconnect();
      agenda.clear();
      context.faults.clear();
      unknown.clear();
      namespace = createNamespace(options.namespace);
      store?.journal.clear();
    },
    unknownOperations: () => unknown,
    async stop() {
      const stopped = Promise.all(started.map((one) => one.stop()));
      disconnect();
      agenda.clear();
      store?.journal.close();
      await stopped;
    },
  };
}

interface Started {
  readonly port: number;
  stop(): Promise<void>;
}

/** All of them, or none is left running. */
async function startAll<T extends readonly Promise<Started>[]>(
  starting: T,
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(starting);
  if (settled.some(({ status }) => status === "rejected")) {
    for (const one of settled)
      if (one.status === "fulfilled") await one.value.stop();
  }
  return await Promise.all(starting);
}

function report(
  { observer }: BrokerOptions,
  time: number,
  event: EntityEvent,
): void {
  const { operation, entity, connection, message, condition } = event;
  // Filled field by field: this runs for each step of each message.
  const told: { -readonly [K in keyof ServiceBusEvent]: ServiceBusEvent[K] } = {
    time,
    operation,
    entity,
    connection,
  };
  if (message !== undefined) {
    told.messageId = message.content.messageId;
    told.sequenceNumber = BigInt(message.sequenceNumber);
    told.deliveryCount = message.deliveryCount;
    told.content = contentOf(message.content);
  }
  const session = message?.content.sessionId ?? event.sessionId;
  if (session !== undefined) told.sessionId = session;
  if (condition !== undefined) told.condition = condition;
  observer.serviceBus(told);
}

/** Of the content as it is now: later it may be another. */
const contentOf = (content: Content) => () => readContent(content);
