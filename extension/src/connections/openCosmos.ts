import { Agent } from "node:https";
import { CosmosClient, type CosmosClientOptions } from "@azure/cosmos";
import type { TokenCredential } from "@azure/service-bus";
import type { ListedContainer } from "./listing.ts";

/** How an account is entered: by a key, or as the person who signed in. */
export type CosmosAccess = { readonly endpoint: string } & (
  { readonly key: string } | { readonly credential: TokenCredential }
);

const TIMEOUT_MS = 15_000;

/**
 * A client that tries once. Without endpoint discovery the SDK repeats no 404/1002 and drops no token
 * (measured, 4.10.1), asks for no account before the first request, and has no timer.
 */
export function openCosmos(access: CosmosAccess): CosmosClient {
  const { endpoint } = access;
  const options: CosmosClientOptions = {
    endpoint,
    connectionPolicy: {
      enableEndpointDiscovery: false,
      enableBackgroundEndpointRefreshing: false,
      requestTimeout: TIMEOUT_MS,
      retryOptions: {
        maxRetryAttemptCount: 0,
        fixedRetryIntervalInMilliseconds: 0,
        maxWaitTimeInSeconds: 0,
      },
    },
    // The emulator's certificate is its own, and nobody else's on this machine's loopback.
    ...(isLoopbackTls(endpoint) && {
      agent: new Agent({ rejectUnauthorized: false }),
    }),
  };
  return "key" in access
    ? new CosmosClient({ ...options, key: access.key })
    : new CosmosClient({ ...options, aadCredentials: access.credential });
}

export interface CosmosListing {
  databases(): Promise<string[]>;
  containers(database: string): Promise<ListedContainer[]>;
  close(): void;
}

export function openCosmosListing(access: CosmosAccess): CosmosListing {
  const client = openCosmos(access);
  return {
    async databases() {
      const { resources } = await client.databases.readAll().fetchAll();
      return resources.map(({ id }) => id);
    },
    async containers(database) {
      const { resources } = await client
        .database(database)
        .containers.readAll()
        .fetchAll();
      return resources.map(({ id, partitionKey }) => ({
        name: id,
        partitionKey: partitionKey?.paths ?? [],
      }));
    },
    close: () => client.dispose(),
  };
}

function isLoopbackTls(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return (
    protocol === "https:" &&
    ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
  );
}
