import { readFileSync } from "node:fs";
import {
  ServiceBusAdministrationClient,
  ServiceBusClient,
  type ServiceBusReceivedMessage,
} from "@azure/service-bus";
import { Accesses } from "../src/connections/Accesses.ts";
import * as cosmosSdk from "../src/connections/cosmosBundle.ts";
import * as serviceBusSdk from "../src/connections/serviceBusBundle.ts";
import type { FlowEvent, MessageEvent } from "../src/flows/FlowEvent.ts";
import { startReceiver } from "../src/sources/otlp/startReceiver.ts";
import { Taps, type TapsOptions } from "../src/sources/tap/Taps.ts";
import { startTestLab } from "./startTestLab.ts";

export const TOPIC = "order-created";
export const IDLE_MINUTES = 7;

const config = {
  serviceBus: {
    Namespaces: [
      {
        Topics: [
          {
            Name: TOPIC,
            Subscriptions: [{ Name: "billing" }, { Name: "audit" }],
          },
        ],
      },
    ],
  },
};

export type TapLab = Awaited<ReturnType<typeof startTapLab>>;

/** A lab with a topic of two subscriptions, which taps are put on with the real SDK. */
export async function startTapLab() {
  let wake = (): void => {};
  const seen = {
    tapped: [] as MessageEvent[],
    /** What the lab said. */
    reported: [] as FlowEvent[],
    /** Links that the broker was asked for, by the log of its AMQP library. */
    attaches: [] as string[],
  };
  const receiver = await startReceiver({
    onEvents: (events) => {
      seen.reported.push(...events);
      wake();
    },
  });
  const lab = await startTestLab(config, {
    receiver,
    env: { DEBUG: "rhea:frames" },
    onLine: (line) => {
      if (line.includes("<- attach#")) seen.attaches.push(line);
    },
  });
  const { addresses } = lab;
  const bus = new ServiceBusClient(addresses.serviceBus.connectionString);
  const accesses = new Accesses({
    lab: () => addresses,
    secretOf: async () => undefined,
    getSession: async () => undefined,
    serviceBusSdk: async () => serviceBusSdk,
    cosmosSdk: async () => cosmosSdk,
  });
  const record = accesses
    .labConnections()
    .map((shown) => shown.record)
    .find(({ kind }) => kind === "serviceBus")!;

  return {
    addresses,
    accesses,
    record,
    seen,

    /** For the next test: as a window has them, and nothing was seen yet. */
    newTaps(more: Partial<TapsOptions> = {}): Taps {
      for (const list of Object.values(seen)) list.length = 0;
      return new Taps({
        administrationOf: (one) => accesses.administrationOf(one),
        openTap: (one, topic, name) => accesses.openTap(one, topic, name),
        settings: () => ({
          deleteWhenIdleMinutes: IDLE_MINUTES,
          endAfterMinutes: 60,
        }),
        onEvents: (events) => seen.tapped.push(...events),
        onState: () => wake(),
        onChange: () => {},
        log: () => {},
        ...more,
      });
    },

    /** Ends when the lab or a tap has told what is waited for; Mocha's limit ends it otherwise. */
    async until(isIt: () => boolean): Promise<void> {
      while (!isIt()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },

    /** Messages `m0`, `m1` and so on, each with a token. */
    async send(count: number, name = "m"): Promise<void> {
      const sender = bus.createSender(TOPIC);
      await sender.sendMessages(
        Array.from({ length: count }, (_, n) => ({
          messageId: `${name}${n}`,
          body: { n },
          applicationProperties: { cosmosSessionToken: `0:-1#${n}` },
        })),
      );
      await sender.close();
    },

    /** As a consumer does, until it has as many. */
    async take(
      subscription: string,
      count: number,
    ): Promise<ServiceBusReceivedMessage[]> {
      const consumer = bus.createReceiver(TOPIC, subscription);
      const taken: ServiceBusReceivedMessage[] = [];
      while (taken.length < count) {
        const some = await consumer.receiveMessages(count - taken.length, {
          maxWaitTimeInMs: 5000,
        });
        for (const one of some) await consumer.completeMessage(one);
        taken.push(...some);
      }
      await consumer.close();
      return taken;
    },

    async subscriptions(): Promise<string[]> {
      const administration = await accesses.administrationOf(record);
      const found = await administration.subscriptions(TOPIC);
      return found.map(({ name }) => name);
    },

    async settingsOf(name: string): Promise<object> {
      const { serviceBus, caFile } = addresses;
      const { autoDeleteOnIdle, defaultMessageTimeToLive, requiresSession } =
        await new ServiceBusAdministrationClient(
          serviceBus.administrationConnectionString,
          { tlsOptions: { ca: readFileSync(caFile, "utf8") } },
        ).getSubscription(TOPIC, name);
      return { autoDeleteOnIdle, defaultMessageTimeToLive, requiresSession };
    },

    async stop(): Promise<void> {
      await bus.close();
      await lab.stop();
      await receiver.stop();
    },
  };
}
