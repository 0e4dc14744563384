import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** As much of a Cosmos DB account as point reads ask for, and a place for spans; costs next to nothing. */
export async function startGateway(): Promise<{
  readonly url: string;
  readonly received: () => number;
  readonly stop: () => void;
}> {
  let received = 0;
  let lsn = 42;
  const server: Server = createServer((request, response) => {
    const { method, url = "" } = request;
    if (method === "POST") {
      request.on("data", (part: Buffer) => (received += part.length));
      request.on("end", () => response.end("{}"));
      return;
    }
    request.resume();
    if (url === "/") response.end(account(server));
    else {
      // Another state now and then, as where somebody writes.
      lsn += 0.1;
      const token = `0:-1#${Math.floor(lsn)}`;
      response
        .writeHead(200, { ...headers, "x-ms-session-token": token })
        .end(item);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: urlOf(server),
    received: () => received,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function account(server: Server): string {
  const here = [{ name: "Local", databaseAccountEndpoint: urlOf(server) }];
  return JSON.stringify({
    id: "bench",
    writableLocations: here,
    readableLocations: here,
    userConsistencyPolicy: { defaultConsistencyLevel: "Session" },
  });
}

const item = JSON.stringify({
  id: "1",
  customerId: "c1",
  text: "x".repeat(500),
  _rid: "AAAAAAAAAAA=",
  _etag: '"1"',
});

const headers = {
  "content-type": "application/json",
  "content-length": String(Buffer.byteLength(item)),
  "x-ms-request-charge": "1",
  "x-ms-activity-id": "c2c7a2ae-1c9d-4d9a-9d0e-2d1a3a2a5f10",
  "x-ms-alt-content-path": "dbs/shop/colls/orders",
  "x-ms-content-path": "AAAAAAAAAAA=",
  lsn: "42",
};
