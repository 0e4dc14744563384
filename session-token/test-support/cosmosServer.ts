import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answer, type Answer, type Incoming } from "./cosmosAnswers.ts";
import { LaggingStore } from "./LaggingStore.ts";
import { selfSignedCertificate } from "./selfSignedCertificate.ts";

/** One request on items or stored procedures, as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** `T` in the notation of the facts: the token, or `undefined` where none was sent. */
  readonly token: string | undefined;
  readonly status: number;
  readonly plan: boolean;
}

export interface CosmosServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly store: LaggingStore;
  /** Requests on items, oldest first; without account, container, range and plan requests. */
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/**
 * A Cosmos DB of one container with one partition key range, which answers as measured with the
 * real SDKs (what they need to be content, not what the service does). Reads are answered by a
 * replica that catches up only when told; a read whose token is ahead of it gets 404/1002.
 */
export async function startCosmosServer({
  tls = false,
  locations = ["Local"],
  multiWrite = false,
} = {}): Promise<CosmosServer> {
  const store = new LaggingStore();
  const seen: SeenRequest[] = [];
  let endpoint = "";

  const handle = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> => {
    const body = await text(request);
    const incoming: Incoming = {
      method: request.method ?? "GET",
      path: decodeURIComponent(request.url ?? "/").replace(/\/$/, ""),
      headers: request.headers as Record<string, string | undefined>,
      body: body === "" ? undefined : (JSON.parse(body) as unknown),
    };
    const result: Answer =
      incoming.path === ""
        ? account(endpoint, locations, multiWrite)
        : answer(incoming, store);
    if (/\/(docs|sprocs)(\/|$)/.test(incoming.path)) {
      const plan =
        incoming.headers["x-ms-cosmos-is-query-plan-request"] !== undefined;
      if (!plan) {
        seen.push({
          method: incoming.method,
          path: incoming.path,
          token: incoming.headers["x-ms-session-token"],
          status: result.status,
          plan,
        });
      }
    }
    response.writeHead(result.status, {
      "content-type": "application/json",
      "x-ms-request-charge": "1",
      "x-ms-activity-id": "00000000-0000-0000-0000-000000000000",
      ...result.headers,
    });
    response.end(
      result.body === undefined ? undefined : JSON.stringify(result.body),
    );
  };
  const listener: http.RequestListener = (request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: String(error) }));
    });
  };
  const server = tls
    ? https.createServer(selfSignedCertificate(), listener)
    : http.createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  endpoint = `${tls ? "https" : "http"}://127.0.0.1:${port}`;

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { endpoint, store, seen, close, [Symbol.asyncDispose]: close };
}

function account(
  endpoint: string,
  locations: readonly string[],
  multiWrite: boolean,
): Answer {
  const all = locations.map((name) => ({
    name,
    databaseAccountEndpoint: endpoint,
  }));
  return {
    status: 200,
    body: {
      id: "test",
      writableLocations: multiWrite ? all : all.slice(0, 1),
      readableLocations: all,
      enableMultipleWriteLocations: multiWrite,
      userConsistencyPolicy: { defaultConsistencyLevel: "Session" },
    },
  };
}
