import {
  createServer,
  type Server,
  type AddressInfo,
  type Socket,
} from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { NamespaceConfig } from "../config.ts";
import { NamespaceTarget } from "./administration/NamespaceTarget.ts";
import {
  startAdministration,
  type Administration,
} from "./administration/startAdministration.ts";
import type { Broker, BrokerOptions } from "./Broker.ts";
import { brokerState } from "./brokerState.ts";
import { checkToken } from "./checkToken.ts";
import { Agenda } from "./entities/Agenda.ts";
import type { EntityContext, EntityEvent } from "./entities/EntityContext.ts";
import { TokenSource } from "./entities/Lock.ts";
import { Namespace } from "./entities/Namespace.ts";
import { Faults } from "./Faults.ts";
import { ClientConnection } from "./links/ClientConnection.ts";
import type { LinkContext } from "./links/LinkContext.ts";
import { readContent } from "./message/readProperties.ts";
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
  const agenda = new Agenda(options.clock);
  const unknown = new Map<string, number>();
  const entityContext: EntityContext = {
    agenda,
    tokens: new TokenSource(options.clock.now()),
    report: (event) => report(options, agenda.now(), event),
  };
  const createNamespace = (config: NamespaceConfig): Namespace => {
    const created = new Namespace(
      entityContext,
      options.makeEntitiesAtFirstUse ?? false,
    );
    created.create(config);
    return created;
  };
  let namespace = createNamespace(options.namespace);
  const context: LinkContext = {
    ...entityContext,
    namespace: () => namespace,
    connections: new Set(),
    faults: new Faults(),
    checkToken: (token) =>
      options.makeEntitiesAtFirstUse
        ? undefined
        : checkToken(token, { keyName, key }),
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
  const plain = createServer(accept);
  const secure = createTlsServer(options.tls, accept);
  // A client that speaks no TLS is not our failure.
  secure.on("tlsClientError", () => undefined);
  await listen(plain, options.port, options.host);
  let administration: Administration;
  try {
    await listen(secure, 0, options.host);
    administration = await startAdministration({
      host: options.host,
      tls: options.tls,
      target: new NamespaceTarget(
        options.namespace.Name ?? "sbemulatorns",
        () => namespace,
        options.clock,
      ),
      keyName,
      key,
      takesAnyKey: options.makeEntitiesAtFirstUse ?? false,
      clock: options.clock,
      onUnknown: (operation) => context.unknown(`administration ${operation}`),
    });
  } catch (cause) {
    await Promise.all([close(plain), close(secure)]);
    throw cause;
  }

  const disconnect = (): void => {
    for (const client of context.connections) client.wire.destroy();
  };
  return {
    port: portOf(plain),
    tlsPort: portOf(secure),
    administrationPort: administration.port,
    keyName,
    key,
    state: () => brokerState(namespace),
    createEntities: (config) => namespace.create(config),
    fail: (fault) => context.faults.add(fault),
    reset() {
      disconnect();
      agenda.clear();
      context.faults.clear();
      unknown.clear();
      namespace = createNamespace(options.namespace);
    },
    unknownOperations: () => unknown,
    async stop() {
      const closed = Promise.all([
        close(plain),
        close(secure),
        administration.stop(),
      ]);
      disconnect();
      agenda.clear();
      await closed;
    },
  };
}

function report(
  { observer }: BrokerOptions,
  time: number,
  event: EntityEvent,
): void {
  const { operation, entity, connection, message, sessionId, condition } =
    event;
  const session = message?.content.sessionId ?? sessionId;
  observer.serviceBus({
    time,
    operation,
    entity,
    connection,
    ...(message && {
      messageId: message.content.messageId,
      sequenceNumber: BigInt(message.sequenceNumber),
      deliveryCount: message.deliveryCount,
      content: () => readContent(message.content),
    }),
    ...(session !== undefined && { sessionId: session }),
    ...(condition !== undefined && { condition }),
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()));

const portOf = (server: Server): number =>
  (server.address() as AddressInfo).port;
