import { readFileSync } from "node:fs";
import { ServiceBusAdministrationClient } from "@azure/service-bus";
import { isTapName } from "../sources/tap/tapName.ts";
import type { ListedEntity, ListedSubscription } from "./listing.ts";
import type { ServiceBusAccess } from "./openServiceBus.ts";

export interface AdministrationOptions {
  /** A file with the authority of the lab's certificate. */
  readonly caFile?: string | undefined;
}

export interface Administration {
  /** Queues, then topics. Two requests for each kind: one knows the settings, the other the counts. */
  entities(): Promise<ListedEntity[]>;
  subscriptions(topic: string): Promise<ListedSubscription[]>;
  /** A subscription that the service deletes when nobody received from it for so long. */
  createTap(topic: string, name: string, idleMinutes: number): Promise<void>;
  deleteTap(topic: string, name: string): Promise<void>;
}

/** What needs the Manage right. It speaks HTTPS only (measured, 7.9.5), so not to the official emulator. */
export function openAdministration(
  access: ServiceBusAccess,
  options: AdministrationOptions = {},
): Administration {
  const client = administrationClient(access, options);
  return {
    async entities() {
      const [queues, counts, topics] = await Promise.all([
        all(client.listQueues()),
        all(client.listQueuesRuntimeProperties()),
        all(client.listTopicsRuntimeProperties()),
      ]);
      const countsOf = new Map(counts.map((one) => [one.name, one]));
      return [
        ...queues.map(({ name, requiresSession }) => ({
          kind: "queue" as const,
          name,
          requiresSession,
          active: countsOf.get(name)?.activeMessageCount ?? 0,
          deadLetters: countsOf.get(name)?.deadLetterMessageCount ?? 0,
        })),
        ...topics.map(({ name, subscriptionCount }) => ({
          kind: "topic" as const,
          name,
          subscriptions: subscriptionCount ?? 0,
        })),
      ];
    },
    async subscriptions(topic) {
      const [subscriptions, counts] = await Promise.all([
        all(client.listSubscriptions(topic)),
        all(client.listSubscriptionsRuntimeProperties(topic)),
      ]);
      const countsOf = new Map(
        counts.map((one) => [one.subscriptionName, one]),
      );
      return subscriptions.map(
        ({ subscriptionName: name, requiresSession }) => ({
          name,
          requiresSession,
          active: countsOf.get(name)?.activeMessageCount ?? 0,
          deadLetters: countsOf.get(name)?.deadLetterMessageCount ?? 0,
        }),
      );
    },
    async createTap(topic, name, idleMinutes) {
      assertTap(name);
      await client.createSubscription(topic, name, {
        autoDeleteOnIdle: `PT${idleMinutes}M`,
        // Where nobody receives, nothing piles up until it is deleted.
        defaultMessageTimeToLive: `PT${idleMinutes}M`,
        userMetadata:
          "Made by the VS Code extension Cosmos Session Flow to show the messages of this topic. It is removed with the window that made it; the service deletes it when it is idle.",
      });
    },
    async deleteTap(topic, name) {
      assertTap(name);
      await client.deleteSubscription(topic, name);
    },
  };
}

/** This extension makes and deletes nothing else. */
function assertTap(name: string): void {
  if (!isTapName(name)) throw new Error(`"${name}" is no tap.`);
}

function administrationClient(
  access: ServiceBusAccess,
  { caFile }: AdministrationOptions,
): ServiceBusAdministrationClient {
  const options = {
    retryOptions: { maxRetries: 0 },
    ...(caFile !== undefined && {
      tlsOptions: { ca: readFileSync(caFile, "utf8") },
    }),
  };
  return "credential" in access
    ? new ServiceBusAdministrationClient(
        access.host,
        access.credential,
        options,
      )
    : new ServiceBusAdministrationClient(access.connectionString, options);
}

/** A namespace has at most ten thousand of each; a list in a side bar ends before. */
const MOST = 1000;

async function all<Entity>(pages: AsyncIterable<Entity>): Promise<Entity[]> {
  const found: Entity[] = [];
  for await (const one of pages) {
    if (found.push(one) === MOST) break;
  }
  return found;
}
