import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Attempt } from "../cosmos/Call.ts";
import { callSpan } from "./callSpan.ts";
import type { Span } from "./Span.ts";

const span = { traceId: "a".repeat(32), spanId: "b".repeat(16) };

const attempt: Attempt = {
  request: {
    operation: "item.read",
    kind: "read",
    method: "GET",
    path: "/dbs/shop/colls/orders/docs/1",
    container: "shop/orders",
    itemId: "1",
    partitionKey: '["c1"]',
    items: undefined,
    rangeId: undefined,
    level: undefined,
    sent: "0:-1#42",
  },
  startMs: 1_700_000_000_000,
  endMs: 1_700_000_000_007,
  status: 200,
  subStatus: undefined,
  served: "0:-1#41",
  charge: 1.5,
  activityId: "an id",
  lsn: "41",
  host: "127.0.0.1",
  callSite: "/home/me/app.ts:7",
  handler: undefined,
  socket: undefined,
};

type Reported = Partial<Span> & Pick<Span, "attributes">;

function spanOf(...attempts: Attempt[]): Reported {
  const [{ request }] = attempts as [Attempt];
  const text = callSpan({
    span,
    attempts,
    token: request.sent,
    judged: undefined,
  });
  assert.match(text, /^[\0-~]*$/, "other letters than ASCII's");
  return JSON.parse(text) as Reported;
}

function valuesOf(attributes: Span["attributes"]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
  );
}

describe("the span of a call", () => {
  it("says what was asked for and what was answered, in the form of OTLP", () => {
    const { attributes, ...rest } = spanOf(attempt);
    assert.deepEqual(rest, {
      ...span,
      name: "item.read orders",
      kind: 3,
      startTimeUnixNano: "1700000000000000000",
      endTimeUnixNano: "1700000000007000000",
    });
    assert.deepEqual(valuesOf(attributes), {
      "db.system.name": "azure.cosmosdb",
      "db.namespace": "shop",
      "db.collection.name": "orders",
      "db.operation.name": "item.read",
      "db.response.status_code": "200",
      "server.address": "127.0.0.1",
      "azure.cosmosdb.operation.request_charge": 1.5,
      "azure.service.request.id": "an id",
      "cosmos_session.lsn": "41",
      "cosmos_session.container": "shop/orders",
      "cosmos_session.partition_key": '["c1"]',
      "cosmos_session.item.id": "1",
      "cosmos_session.token.sent": "0:-1#42",
      "cosmos_session.token.served": "0:-1#41",
      "cosmos_session.call_site": "/home/me/app.ts:7",
    });
  });

  it("is JSON whatever letters the program and the service use", () => {
    for (const text of ['"', "\\", "\n", "\u0000", "ü", "😀", "\ud800", ""]) {
      const { attributes } = spanOf({
        ...attempt,
        request: { ...attempt.request, itemId: text, container: `s/${text}` },
        activityId: text,
      });
      const values = valuesOf(attributes);
      assert.equal(values["cosmos_session.item.id"], text);
      assert.equal(values["cosmos_session.container"], `s/${text}`);
      assert.equal(values["azure.service.request.id"], text);
    }
  });

  it("tells containers, operations and hosts apart, however often they were seen", () => {
    const names = ["orders", "carts", "orders"].map((name) => {
      const container = `shop/${name}`;
      const request = { ...attempt.request, container };
      return valuesOf(spanOf({ ...attempt, request }).attributes)[
        "db.collection.name"
      ];
    });
    assert.deepEqual(names, ["orders", "carts", "orders"]);
    const hosts = ["a", "b"].map(
      (host) =>
        valuesOf(spanOf({ ...attempt, host }).attributes)["server.address"],
    );
    assert.deepEqual(hosts, ["a", "b"]);
  });

  it("has an event for each attempt where there were several, and the answer of the last", () => {
    const refused = { ...attempt, status: 404, subStatus: 1002 };
    const repeated = {
      ...attempt,
      request: { ...attempt.request, sent: undefined },
    };
    const { events = [], attributes, status } = spanOf(refused, repeated);
    assert.deepEqual(
      events.map((event) => {
        const values = valuesOf(event.attributes);
        return [
          values["db.response.status_code"],
          values["azure.cosmosdb.response.sub_status_code"],
          values["cosmos_session.token.sent"],
        ];
      }),
      [
        ["404", "1002", "0:-1#42"],
        ["200", undefined, undefined],
      ],
    );
    assert.equal(valuesOf(attributes)["db.response.status_code"], "200");
    assert.equal(valuesOf(attributes)["cosmos_session.token.sent"], "0:-1#42");
    assert.equal(status, undefined);
  });

  it("is an error where the last answer is one", () => {
    const { status } = spanOf({ ...attempt, status: 404 });
    assert.deepEqual(status, { code: 2 });
  });

  it("belongs to its handler, and points at the message where that is another one's", () => {
    const handler = {
      deliveries: [],
      span: { traceId: "c".repeat(32), spanId: "d".repeat(16) },
      writes: [],
    };
    const other = { traceId: "e".repeat(32), spanId: "f".repeat(16) };
    const delivery = {
      entity: "orders",
      messageId: "m1",
      content: { names: new Set<string>(), carried: [] },
      writes: [],
      span: other,
      isActive: true,
    };
    const told = JSON.parse(
      callSpan({
        span,
        attempts: [{ ...attempt, handler }],
        token: undefined,
        judged: {
          verdict: "stale",
          reason: "It was old.",
          lagLsn: 3n,
          required: "0:-1#45",
          delivery,
          joinedBy: "itemId",
        },
      }),
    ) as Reported;
    assert.equal(told.parentSpanId, handler.span.spanId);
    assert.deepEqual(told.links, [other]);
    const values = valuesOf(told.attributes);
    assert.equal(values["cosmos_session.message.id"], "m1");
    assert.equal(values["cosmos_session.token.source"], "none");
    assert.equal(values["cosmos_session.lag_lsn"], "3");
    assert.equal(values["cosmos_session.verdict"], "stale");
  });
});
