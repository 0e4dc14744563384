import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { CosmosEvent, MessageEvent } from "../../flows/FlowEvent.ts";
import { decodeProtobuf } from "./decodeProtobuf.ts";
import { readSpans } from "./readSpans.ts";
import type { OtlpSpan } from "./TraceRequest.ts";

function spanOf(
  attributes: Record<string, string | number>,
  fields: Partial<OtlpSpan> = {},
): OtlpSpan {
  return {
    traceId: "a".repeat(32),
    spanId: "b".repeat(16),
    parentSpanId: undefined,
    name: "span",
    kind: 3,
    start: 1_795_788_127_113,
    end: 1_795_788_127_120,
    events: [],
    links: [],
    ...fields,
    attributes: new Map(Object.entries(attributes)),
  };
}

function readOne(span: OtlpSpan, service = "billing"): unknown {
  const events = readSpans({
    resourceSpans: [
      { attributes: new Map([["service.name", service]]), spans: [span] },
    ],
  });
  assert.ok(events.length <= 1);
  return events[0];
}

const cosmos = { "db.system.name": "azure.cosmosdb" };
const serviceBus = {
  "messaging.system.name": "azure.servicebus",
  "messaging.destination.name": "orders",
};

describe("what spans say", () => {
  it("is the handling of a message and the read in it", () => {
    const bytes = readFileSync(
      path.join(import.meta.dirname, "fixtures/request.bin"),
    );
    const [handling, read] = readSpans(decodeProtobuf(bytes)) as [
      MessageEvent,
      CosmosEvent,
    ];
    assert.equal(handling.kind, "deliver");
    assert.equal(handling.entity, "order-created");
    assert.deepEqual(handling.carried, [{ token: "0:-1#42" }]);
    assert.equal(read.kind, "read");
    assert.equal(read.process, "billing");
    assert.equal(read.container, "shop/orders");
    assert.equal(read.status, 404);
    assert.equal(read.attempts, 2);
    assert.deepEqual(read.links, [handling.span]);
  });

  it("is what a message carries for each container, and what its sender wrote", () => {
    const write = {
      container: "shop/orders",
      partitionKey: '["t1"]',
      itemId: "A",
      token: "0:-1#42",
    };
    const sent = readOne(
      spanOf({
        ...serviceBus,
        "messaging.operation.type": "send",
        "cosmos_session.message.id": "m1",
        "cosmos_session.message.token": "0:-1#42,0:-1#7",
        "cosmos_session.message.carried":
          '[{"token":"0:-1#42","container":"orders"},{"token":"0:-1#7"},{"token":"<b>"},7]',
        "cosmos_session.message.writes": JSON.stringify([write, { token: 1 }]),
      }),
    ) as MessageEvent;
    assert.deepEqual(sent.carried, [
      { token: "0:-1#42", container: "orders" },
      { token: "0:-1#7" },
    ]);
    assert.deepEqual(sent.writes, [write]);
    const broken = readOne(
      spanOf({
        ...serviceBus,
        "messaging.operation.type": "send",
        "cosmos_session.message.id": "m1",
        "cosmos_session.message.token": "0:-1#42",
        "cosmos_session.message.carried": "[{",
        "cosmos_session.message.writes": '{"token":1}',
      }),
    ) as MessageEvent;
    assert.deepEqual(broken.carried, [{ token: "0:-1#42" }]);
    assert.equal(broken.writes, undefined);
  });

  it("is nothing where they are of another database or broker", () => {
    assert.equal(
      readOne(spanOf({ "db.system.name": "postgresql" })),
      undefined,
    );
    assert.equal(
      readOne(
        spanOf({
          "messaging.system.name": "rabbitmq",
          "messaging.operation.type": "send",
          "messaging.destination.name": "orders",
        }),
      ),
      undefined,
    );
    assert.equal(
      readOne(spanOf({ ...cosmos, "db.operation.name": "container.read" })),
      undefined,
    );
  });

  it("is understood in the names of older conventions", () => {
    const read = readOne(
      spanOf({
        "db.system": "cosmosdb",
        "db.operation": "query_items",
        "db.name": "shop",
        "db.cosmosdb.container": "orders",
        "db.cosmosdb.status_code": 200,
        "db.cosmosdb.request_charge": 2.5,
      }),
    ) as CosmosEvent;
    assert.equal(read.kind, "read");
    assert.equal(read.container, "shop/orders");
    assert.equal(read.status, 200);
    assert.equal(read.charge, 2.5);
  });

  it("names no process where the lab saw only the wire", () => {
    const read = readOne(
      spanOf({
        ...cosmos,
        "db.operation.name": "item.read",
        "cosmos_session.verdict": "stale",
      }),
      "cosmos-session-lab",
    ) as CosmosEvent;
    assert.equal(read.source, "lab");
    assert.equal(read.process, undefined);
    assert.equal(read.verdict, "stale");
  });

  it("shows a token that the SDK dropped", () => {
    const attempt = (sent?: string): OtlpSpan["events"][number] => ({
      name: "cosmos_session.attempt",
      attributes: new Map(sent ? [["cosmos_session.token.sent", sent]] : []),
    });
    const read = readOne(
      spanOf(
        {
          ...cosmos,
          "db.operation.name": "item.read",
          "cosmos_session.token.sent": "0:-1#42",
        },
        { events: [attempt("0:-1#42"), attempt()] },
      ),
    ) as CosmosEvent;
    assert.equal(read.dropped, true);
  });

  it("takes a batch that somebody judged for a read, else for a write", () => {
    const batch = { ...cosmos, "db.operation.name": "items.batch" };
    assert.equal((readOne(spanOf(batch)) as CosmosEvent).kind, "write");
    assert.equal(
      (
        readOne(
          spanOf({ ...batch, "cosmos_session.verdict": "fresh" }),
        ) as CosmosEvent
      ).kind,
      "read",
    );
  });

  it("takes a batch that reads and writes for a write, and for a read with its verdict", () => {
    const events = readSpans({
      resourceSpans: [
        {
          attributes: new Map(),
          spans: [
            spanOf({
              ...cosmos,
              "db.operation.name": "items.batch",
              "cosmos_session.kind": "write",
              "cosmos_session.verdict": "lucky",
              "cosmos_session.token.served": "0:-1#43",
            }),
          ],
        },
      ],
    }) as CosmosEvent[];
    assert.deepEqual(
      events.map(({ kind, verdict, served }) => [kind, verdict, served]),
      [
        ["write", undefined, "0:-1#43"],
        ["read", "lucky", "0:-1#43"],
      ],
    );
  });

  it("takes no verdict that is none", () => {
    const read = readOne(
      spanOf({
        ...cosmos,
        "db.operation.name": "item.read",
        "cosmos_session.verdict": "<b>great</b>",
      }),
    ) as CosmosEvent;
    assert.equal(read.verdict, undefined);
  });

  it("finds the topic, its subscription and the dead-letter queue in a path", () => {
    const message = readOne(
      spanOf({
        ...serviceBus,
        "messaging.destination.name":
          "orders/Subscriptions/billing/$DeadLetterQueue",
        "messaging.operation.type": "receive",
        "messaging.message.id": "m1",
      }),
    ) as MessageEvent;
    assert.equal(message.entity, "orders");
    assert.equal(message.subscription, "billing");
  });

  it("lets the sender's span stand for a message without an id, as the Azure SDK has it", () => {
    const sent = readOne(
      spanOf({ ...serviceBus, "messaging.operation": "publish" }, { kind: 4 }),
    ) as MessageEvent;
    const handled = readOne(
      spanOf(
        { ...serviceBus, "messaging.operation": "process" },
        {
          kind: 5,
          spanId: "c".repeat(16),
          links: [{ traceId: "a".repeat(32), spanId: "b".repeat(16) }],
        },
      ),
    ) as MessageEvent;
    assert.equal(sent.kind, "send");
    assert.equal(handled.kind, "deliver");
    assert.equal(sent.messageId, handled.messageId);
    assert.equal(
      readOne(spanOf({ ...serviceBus, "messaging.operation": "publish" })),
      undefined,
    );
  });

  it("cuts a text that a stranger made too long", () => {
    const read = readOne(
      spanOf({
        ...cosmos,
        "db.operation.name": "item.read",
        "cosmos_session.item.id": "x".repeat(1_000_000),
      }),
    ) as CosmosEvent;
    assert.equal(read.itemId!.length, 2048);
  });
});
