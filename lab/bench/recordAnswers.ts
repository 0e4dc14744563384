import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
} from "node:http";
import type { AddressInfo } from "node:net";
import { CosmosClient } from "@azure/cosmos";
import type { Gateway } from "../src/gateway/Gateway.ts";
import { benchItem } from "./cosmosClient.ts";

export type Recorded = ReadonlyMap<
  string,
  {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
  }
>;

/** Does everything once through a proxy that keeps the answers, byte for byte. */
export async function recordAnswers(gateway: Gateway): Promise<Recorded> {
  const answers = new Map<
    string,
    { status: number; headers: IncomingHttpHeaders; body: Buffer }
  >();
  const target = new URL(gateway.endpoint);
  const proxy = createServer((request, response) => {
    const { method, url, headers } = request;
    const onward = send(
      { port: target.port, method, path: url, headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const isPlan =
            headers["x-ms-cosmos-is-query-plan-request"] !== undefined;
          const isQuery = headers["x-ms-documentdb-isquery"] !== undefined;
          const what = isPlan ? " plan" : isQuery ? " query" : "";
          const status = answer.statusCode!;
          const body = Buffer.concat(chunks);
          const kept = Object.fromEntries(
            Object.entries(answer.headers).filter(
              // Made anew by each server.
              ([name]) => !["date", "connection", "keep-alive"].includes(name),
            ),
          );
          answers.set(`${method!} ${url!}${what}`, {
            status,
            headers: kept,
            body,
          });
          response.writeHead(status, answer.headers);
          response.end(body);
        });
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const client = new CosmosClient({
    endpoint: `http://127.0.0.1:${port}/`,
    key: gateway.key,
    connectionPolicy: { enableEndpointDiscovery: false },
  });
  const container = client.database("bench").container("items");
  await container.items.upsert(benchItem);
  await container.items.upsert(benchItem);
  await container.item("item-1", "a").read();
  await container.items
    .query("SELECT * FROM c WHERE c.n = 1", { partitionKey: "a" })
    .fetchAll();
  client.dispose();
  proxy.closeAllConnections();
  proxy.close();
  return answers;
}
