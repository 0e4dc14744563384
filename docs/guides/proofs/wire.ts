import {
  startCosmosServer,
  type CosmosServer,
} from "../../../session-token/test-support/cosmosServer.ts";

/** What went over the wire: the session token of each request on items, and the status it was answered with. */
export interface Wire {
  readonly requests: readonly { token: string | undefined; status: number }[];
}

export interface LocalCosmos {
  readonly endpoint: string;
  readonly key: string;
  readonly wire: Wire;
  /** From now on the replica that answers reads is behind all writes. */
  readonly stopReplication: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * A small HTTP server on this machine that speaks as much Cosmos DB as the SDK needs, and remembers what
 * was sent. It shows what the SDK does; about the real service it says nothing.
 */
export async function startLocalCosmos(): Promise<LocalCosmos> {
  const server: CosmosServer = await startCosmosServer();
  return {
    endpoint: server.endpoint,
    key: Buffer.from("any key will do").toString("base64"),
    wire: {
      get requests() {
        return server.seen.map(({ token, status }) => ({ token, status }));
      },
    },
    stopReplication: () => {
      server.store.following = false;
    },
    stop: () => server.close(),
  };
}
