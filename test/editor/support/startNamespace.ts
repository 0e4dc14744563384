import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  connect as connectPlain,
  type AddressInfo,
  type Socket,
} from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect, createServer } from "node:tls";
import { ServiceBusAdministrationClient } from "@azure/service-bus";
import { createCertificates } from "../../../lab/src/certificates/createCertificates.ts";
import { startLab } from "../../../lab/src/index.ts";
import { shop } from "./shopLab.ts";

export interface Namespace {
  /** Of no lab and no emulator, as far as anybody can see. */
  readonly connectionString: string;
  /** For `NODE_EXTRA_CA_CERTS` of whoever connects. */
  readonly caFile: string;
  createSubscription(topic: string, name: string): Promise<void>;
  subscriptions(topic: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** Somebody's namespace: a lab that is not the editor's own, with AMQP and HTTPS on one port as the service has them. */
export async function startNamespace(): Promise<Namespace> {
  const lab = await startLab({ config: shop });
  const { connectionString, administrationConnectionString } = lab.serviceBus;
  const labCa = readFileSync(lab.caFile, "utf8");
  const { ca, cert, key } = createCertificates();
  const folder = mkdtempSync(path.join(tmpdir(), "namespace-"));
  const caFile = path.join(folder, "ca.pem");
  writeFileSync(caFile, ca);
  const door = await openDoor({ cert, key }, (isAmqp) =>
    isAmqp
      ? connectPlain(portOf(connectionString), "127.0.0.1")
      : connect({
          port: portOf(administrationConnectionString),
          host: "localhost",
          ca: labCa,
        }),
  );
  const administration = new ServiceBusAdministrationClient(
    administrationConnectionString,
    { tlsOptions: { ca: labCa } },
  );
  return {
    connectionString: administrationConnectionString.replace(
      /(sb:\/\/[^:]+):\d+/,
      `$1:${door.port}`,
    ),
    caFile,
    async createSubscription(topic, name) {
      await administration.createSubscription(topic, name);
    },
    async subscriptions(topic) {
      const names: string[] = [];
      for await (const one of administration.listSubscriptions(topic)) {
        names.push(one.subscriptionName);
      }
      return names;
    },
    async stop() {
      await door.close();
      await lab.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Leads each connection on by its first bytes: AMQP begins with its name. */
async function openDoor(
  certificate: { readonly cert: string; readonly key: string },
  lead: (isAmqp: boolean) => Socket,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer(certificate, (outside) => {
    sockets.add(outside);
    outside.on("error", () => outside.destroy());
    outside.once("data", (first: Buffer) => {
      const inside = lead(first.toString("latin1", 0, 4) === "AMQP");
      sockets.add(inside);
      inside.write(first);
      inside.pipe(outside).pipe(inside);
      inside.on("error", () => outside.destroy());
      outside.on("close", () => inside.destroy());
    });
  });
  server.on("tlsClientError", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

function portOf(connectionString: string): number {
  return Number(/sb:\/\/[^:/]+:(\d+)/.exec(connectionString)?.[1]);
}
