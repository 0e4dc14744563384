import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { judgeAgain, type Reported } from "./judgeAgain.ts";

const sent: Reported = {
  spanId: "1",
  process: "producer",
  startTimeUnixNano: "1",
  fields: {
    "messaging.operation.type": "send",
    "messaging.destination.name": "orders",
    "cosmos_session.message.digest": "d1",
    "cosmos_session.message.writes":
      '[{"container":"shop/orders","partitionKey":"[\\"c1\\"]","token":"0:-1#42"}]',
  },
};
const handled: Reported = {
  spanId: "2",
  process: "consumer",
  startTimeUnixNano: "2",
  fields: {
    "messaging.operation.type": "process",
    "messaging.destination.name": "orders",
    "cosmos_session.message.id": "given by the broker",
    "cosmos_session.message.digest": "d1",
  },
};
const read: Reported = {
  spanId: "3",
  parentSpanId: "2",
  process: "consumer",
  startTimeUnixNano: "3",
  fields: {
    "cosmos_session.verdict": "unprotected",
    "cosmos_session.container": "shop/orders",
    "cosmos_session.partition_key": '["c1"]',
    "cosmos_session.item.id": "1",
    "cosmos_session.token.served": "0:-1#41",
    "db.response.status_code": "404",
  },
};

describe("a read that its own process could not judge", () => {
  it("is stale by what the sender of its message wrote", () => {
    const { verdict, reason } = judgeAgain([sent, handled, read]).get("3")!;
    assert.equal(verdict, "stale");
    assert.match(reason, /served at LSN 41, required was LSN 42/);
  });

  it("is joined in a loop, too, where no span stands above it", () => {
    const alone = { ...read, parentSpanId: undefined };
    assert.equal(judgeAgain([sent, handled, alone]).get("3")!.verdict, "stale");
  });

  it("stays unprotected where nobody wrote what it reads", () => {
    const elsewhere = {
      ...read,
      fields: { ...read.fields, "cosmos_session.container": "shop/customers" },
    };
    assert.equal(
      judgeAgain([sent, handled, elsewhere]).get("3")!.verdict,
      "unprotected",
    );
    assert.equal(judgeAgain([handled, read]).get("3")!.verdict, "unprotected");
  });
});
