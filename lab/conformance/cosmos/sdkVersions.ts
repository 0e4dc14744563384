import { Agent } from "node:https";
import type { CosmosClient, CosmosClientOptions } from "@azure/cosmos";
import type { Gateway } from "../../src/gateway/Gateway.ts";

export type SdkVersion = "3.17.3" | "4.0.0" | "4.9.3" | "4.10.1";

/** What is taken of a version's own module. */
export interface SdkModule {
  readonly CosmosClient: new (options: CosmosClientOptions) => CosmosClient;
  readonly ChangeFeedStartFrom: {
    /** The declared class of the answer is another one than the option's, though it extends it. */
    Beginning(): never;
  };
}

interface Sdk {
  readonly version: SdkVersion;
  /** The two old ones refuse plain HTTP (measured). */
  readonly scheme: "http" | "https";
  load(): Promise<SdkModule>;
}

/** The oldest of version 3 that is still in use, and the first, a middle and the latest of 4. */
export const sdkVersions: readonly Sdk[] = [
  { version: "3.17.3", scheme: "https", load: () => load("cosmos-3") },
  { version: "4.0.0", scheme: "https", load: () => load("cosmos-4.0") },
  { version: "4.9.3", scheme: "http", load: () => load("cosmos-4.9") },
  { version: "4.10.1", scheme: "http", load: () => load("cosmos-latest") },
];

// Their types differ in places; the rows are written against those of 4.9.3.
function load(name: string): ReturnType<Sdk["load"]> {
  return import(name) as ReturnType<Sdk["load"]>;
}

export async function createClient(
  sdk: Sdk,
  gateway: Gateway,
  options: Partial<CosmosClientOptions> = {},
): Promise<CosmosClient> {
  const { CosmosClient } = await sdk.load();
  const isSecure = sdk.scheme === "https";
  return new CosmosClient({
    endpoint: isSecure ? gateway.httpsEndpoint : gateway.endpoint,
    ...(options.resourceTokens === undefined && { key: gateway.key }),
    ...(isSecure && { agent: new Agent({ rejectUnauthorized: false }) }),
    ...options,
  });
}
