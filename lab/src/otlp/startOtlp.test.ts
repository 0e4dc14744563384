import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { LogEntry } from "../observe/LogEntry.ts";
import type { Span } from "../../../instrumentation/src/otlp/Span.ts";
import { startOtlp } from "./startOtlp.ts";

const read: LogEntry = {
  n: 3,
  time: "2026-01-01T00:00:01.000Z",
  service: "cosmos",
  operation: "item.read",
  kind: "read",
  container: "shop/orders",
  itemId: "A",
  partitionKey: '["A"]',
  messageId: "m1",
  required: "0:-1#42",
  served: "0:-1#41",
  status: 404,
  joinedBy: "itemId",
  verdict: "stale",
  reason: "One write behind.",
  lagLsn: 1,
  lagMs: 230,
  replica: "Local/1",
  requestCharge: 1.5,
  durationMs: 4,
  connection: 1,
};

const message: LogEntry = {
  n: 1,
  time: "2026-01-01T00:00:00.500Z",
  service: "servicebus",
  operation: "send",
  entity: "order-created",
  messageId: "m1",
  carried: "0:-1#42",
  connection: 2,
};

describe("spans by OTLP", () => {
  let server: Server;
  let received: Span[];
  let paths: string[];
  let secrets: unknown[];
  let status: number;

  beforeEach(async () => {
    received = [];
    paths = [];
    secrets = [];
    status = 200;
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        paths.push(request.url!);
        secrets.push(request.headers["x-secret"]);
        const { resourceSpans } = JSON.parse(text) as {
          resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
        };
        received.push(...resourceSpans[0]!.scopeSpans[0]!.spans);
        response.writeHead(status).end("{}");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(() => server.close());

  const url = (): string =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function export_(...entries: readonly LogEntry[]): Promise<number> {
    const otlp = startOtlp(url());
    for (const entry of entries) otlp.add(entry);
    await otlp.stop();
    return otlp.dropped();
  }

  function attributes({ attributes }: Span): Record<string, unknown> {
    return Object.fromEntries(
      attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
    );
  }

  it("tell of a read what it had to see, what it sent and what it got", async () => {
    await export_(read);
    assert.deepEqual(paths, ["/v1/traces"]);
    const [span] = received;
    assert.equal(span!.name, "item.read orders");
    assert.deepEqual(
      [span!.startTimeUnixNano, span!.endTimeUnixNano],
      ["1767225601000000000", "1767225601004000000"],
    );
    assert.deepEqual(attributes(span!), {
      "db.system.name": "azure.cosmosdb",
      "db.namespace": "shop",
      "db.collection.name": "orders",
      "db.operation.name": "item.read",
      "db.response.status_code": "404",
      "azure.cosmosdb.operation.request_charge": 1.5,
      "cosmos_session.container": "shop/orders",
      "cosmos_session.partition_key": '["A"]',
      "cosmos_session.item.id": "A",
      "cosmos_session.token.required": "0:-1#42",
      "cosmos_session.token.source": "none",
      "cosmos_session.token.served": "0:-1#41",
      "cosmos_session.verdict": "stale",
      "cosmos_session.reason": "One write behind.",
      "cosmos_session.lag_lsn": "1",
      "cosmos_session.lag_ms": "230",
      "cosmos_session.replica": "Local/1",
      "cosmos_session.message.id": "m1",
    });
  });

  it("tell of a batch that reads and writes that it is a write, too", async () => {
    const write = { ...read, kind: "write", verdict: undefined } as const;
    await export_(read, { ...read, kind: "write" }, write);
    assert.deepEqual(
      received.map((span) => attributes(span)["cosmos_session.kind"]),
      [undefined, "write", undefined],
    );
  });

  it("link the delivery to the sending, and the read to the delivery", async () => {
    await export_(
      message,
      { ...message, n: 2, operation: "deliver", deliveryCount: 1 },
      read,
    );
    const [sent, delivered, call] = received;
    assert.deepEqual([sent!.kind, delivered!.kind, call!.kind], [4, 5, 3]);
    assert.deepEqual(delivered!.links, [
      { traceId: sent!.traceId, spanId: sent!.spanId },
    ]);
    assert.deepEqual(call!.links, [
      { traceId: delivered!.traceId, spanId: delivered!.spanId },
    ]);
    assert.equal(
      attributes(delivered!)["cosmos_session.message.token"],
      "0:-1#42",
    );
  });

  it("go on with the trace that the program sent along", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    await export_({
      ...read,
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    });
    assert.equal(received[0]!.traceId, traceId);
    assert.equal(received[0]!.parentSpanId, "b7ad6b7169203331");
  });

  it("are one for a read, with an event for each attempt", async () => {
    await export_(
      {
        ...read,
        n: 3,
        verdict: "refused",
        subStatus: 1002,
        sent: "0:-1#42",
        served: undefined,
      },
      {
        ...read,
        n: 4,
        verdict: "downgraded",
        retryOf: 3,
        dropped: true,
        sent: "0:-1#42",
      },
    );
    assert.equal(received.length, 1);
    assert.equal(
      attributes(received[0]!)["cosmos_session.verdict"],
      "downgraded",
    );
    assert.equal(received[0]!.events.length, 2);
  });

  it("tell of a read that stayed refused, too", async () => {
    await export_({ ...read, verdict: "refused", subStatus: 1002 });
    assert.equal(attributes(received[0]!)["cosmos_session.verdict"], "refused");
  });

  it("that nobody takes are dropped and counted, and disturb nobody", async () => {
    status = 503;
    assert.equal(await export_(read), 1);
    const otlp = startOtlp(url());
    server.close();
    server.closeAllConnections();
    otlp.add(read);
    await otlp.stop();
    assert.equal(otlp.dropped(), 1);
  });

  it("bear the headers that the environment asks for", async () => {
    const otlp = startOtlp(url(), {
      OTEL_EXPORTER_OTLP_HEADERS: "x-secret=a%3Db, nonsense, broken=%",
    });
    otlp.add(read);
    await otlp.stop();
    assert.deepEqual(secrets, ["a=b"]);
  });

  it("are not sent to what is no address", () => {
    assert.throws(() => startOtlp("localhost:4318"), {
      code: "InvalidOption",
      message: /http:\/\/127\.0\.0\.1:4318/,
    });
  });
});
