import https from "node:https";
import { createRequire } from "node:module";
import type * as Cosmos from "cosmos-4.9";
import { startCosmosServer, type CosmosServer } from "./cosmosServer.ts";

type ClientOptions = Cosmos.CosmosClientOptions;

/** One version of the real SDK, with the least that it needs to talk to the test's server. */
export interface CosmosSdk {
  readonly version: string;
  readonly tls: boolean;
  create(options: ClientOptions): Cosmos.CosmosClient;
}

const require = createRequire(import.meta.url);

/** The types are those of 4.9.3 for all: the tests only call what they have in common. */
function load(name: string, main: string): CosmosSdk {
  const root = main.slice(0, main.lastIndexOf(name) + name.length);
  const { version } = require(`${root}/package.json`) as { version: string };
  return {
    version,
    tls: version.startsWith("3."),
    create: (options) => {
      const { CosmosClient } = require(main) as typeof Cosmos;
      return new CosmosClient(options);
    },
  };
}

/** 4.10 declares Node 22 and later, so it is left out on 20. */
const latest =
  Number(process.versions.node.split(".")[0]) >= 22
    ? [load("cosmos-latest", require.resolve("cosmos-latest"))]
    : [];

export const sdk3 = load("cosmos-3", require.resolve("cosmos-3"));
export const sdk49 = load("cosmos-4.9", require.resolve("cosmos-4.9"));
export const sdks = [sdk3, sdk49, ...latest];
export const sdks4 = [sdk49, ...latest];

export interface Running extends AsyncDisposable {
  readonly server: CosmosServer;
  readonly client: Cosmos.CosmosClient;
  readonly container: Cosmos.Container;
}

/** A server and a client of this SDK on it, both closed by `await using`. */
export async function run(
  sdk: CosmosSdk,
  {
    options = {},
    prepare = (all: ClientOptions): ClientOptions => all,
    ...serverOptions
  }: {
    options?: Partial<ClientOptions>;
    prepare?: (options: ClientOptions) => ClientOptions;
    locations?: string[];
    multiWrite?: boolean;
  } = {},
): Promise<Running> {
  const server = await startCosmosServer({ tls: sdk.tls, ...serverOptions });
  const agent = new https.Agent({ rejectUnauthorized: false });
  const client = sdk.create(
    prepare({
      endpoint: server.endpoint,
      key: Buffer.from("a key for tests").toString("base64"),
      ...(sdk.tls ? { agent } : {}),
      ...options,
    }),
  );
  return {
    server,
    client,
    container: client.database("shop").container("orders"),
    [Symbol.asyncDispose]: async () => {
      client.dispose();
      agent.destroy();
      await server.close();
    },
  };
}
