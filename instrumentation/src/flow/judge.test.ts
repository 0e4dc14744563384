import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Delivery } from "./Delivery.ts";
import type { Evidence } from "./Evidence.ts";
import { judge } from "./judge.ts";
import type { Read } from "./Read.ts";
import { readMessage } from "./readMessage.ts";
import type { Write } from "./Write.ts";

const read: Read = {
  container: "shop/orders",
  partitionKey: '["c1"]',
  itemId: "1",
  sent: undefined,
  dropped: false,
  served: "0:-1#41",
  status: 200,
};

const alone: Evidence = {
  context: undefined,
  recent: () => [],
  isForeign: () => false,
  isOwn: () => false,
  parents: undefined,
  ownWrites: [],
  hasSeveralContainers: false,
};

/** A message about order 1, with what else it holds. */
function delivery(
  properties: Readonly<Record<string, string>>,
  other: Partial<Delivery> = {},
): Delivery {
  return {
    entity: "orders",
    messageId: "m1",
    content: readMessage(properties, { orderId: "1" }),
    writes: [],
    span: { traceId: "a".repeat(32), spanId: "b".repeat(16) },
    isActive: true,
    ...other,
  };
}

const carrying = (token: string, other: Partial<Delivery> = {}): Delivery =>
  delivery({ cosmosSessionToken: token }, other);

const write: Write = {
  container: "shop/orders",
  partitionKey: '["c1"]',
  itemId: "1",
  token: "0:-1#42",
};

describe("a read, judged by what the process knows,", () => {
  it("is unprotected where it sent no token and nothing says what it had to see", () => {
    assert.equal(judge(read, alone).verdict, "unprotected");
  });

  it("is fresh where it was served what it asked for, and is told apart from one that asked for more", () => {
    const asked = (sent: string): string =>
      judge({ ...read, sent }, alone).verdict;
    assert.equal(asked("0:-1#41"), "fresh");
    assert.equal(asked("0:-1#45"), "stale");
    assert.equal(asked("0:-1#41"), "fresh");
  });

  it("had to see what the message of its handler carries", () => {
    const message = carrying("0:-1#42");
    const judged = judge(read, { ...alone, context: [message] });
    assert.equal(judged.verdict, "stale");
    assert.equal(judged.required, "0:-1#42");
    assert.equal(judged.lagLsn, 1n);
    assert.equal(judged.delivery, message);
    assert.equal(judged.joinedBy, "context");
  });

  it("had to see the write that the message speaks of, where that carries no token", () => {
    const message = delivery({}, { writes: [write] });
    const judged = judge(read, { ...alone, context: [message] });
    assert.equal(judged.verdict, "stale");
    assert.equal(judged.required, write.token);
  });

  it("had to see what its handler wrote, where no message speaks of it", () => {
    const message = delivery({});
    const judged = judge(read, {
      ...alone,
      context: [message],
      ownWrites: [write, { ...write, itemId: "2", token: "0:-1#99" }],
    });
    assert.equal(judged.required, write.token);
    assert.equal(judged.delivery, message);
  });

  it("is bound by the token with its container's name, whatever others the message carries", () => {
    const message = delivery({
      cosmosSessionToken_orders: "0:-1#42",
      cosmosSessionToken_carts: "0:-1#99",
    });
    const judged = judge(read, { ...alone, context: [message] });
    assert.equal(judged.required, "0:-1#42");
  });

  it("is foreign where it sent the token of another container", () => {
    const message = delivery({
      cosmosSessionToken_orders: "0:-1#42",
      cosmosSessionToken_carts: "0:-1#99",
    });
    const asked = (sent: string): string =>
      judge({ ...read, sent }, { ...alone, context: [message] }).verdict;
    assert.equal(asked("0:-1#99"), "foreign");
    assert.equal(asked("0:-1#42"), "stale");
    assert.equal(
      judge(
        { ...read, sent: "0:-1#7" },
        { ...alone, isForeign: (of, token) => token === "0:-1#7" },
      ).verdict,
      "foreign",
    );
  });

  it("is downgraded where the SDK dropped its token and the answer was old", () => {
    const judged = judge({ ...read, sent: "0:-1#42", dropped: true }, alone);
    assert.equal(judged.verdict, "downgraded");
  });

  it("is refused where the last answer was 404/1002", () => {
    const judged = judge(
      {
        ...read,
        sent: "0:-1#42",
        served: undefined,
        status: 404,
        subStatus: 1002,
      },
      alone,
    );
    assert.equal(judged.verdict, "refused");
  });

  it("is stale where the item is missing at a replica that had not seen its write", () => {
    const judged = judge(
      { ...read, status: 404 },
      { ...alone, context: [carrying("0:-1#42")] },
    );
    assert.equal(judged.verdict, "stale");
  });

  it("outside of handlers belongs to the message whose token it sent", () => {
    const [other, own] = [carrying("0:-1#50"), carrying("0:-1#41")];
    const judged = judge(
      { ...read, sent: "0:-1#41" },
      { ...alone, recent: () => [own, other] },
    );
    assert.equal(judged.delivery, own);
    assert.equal(judged.joinedBy, "token");
    assert.equal(judged.verdict, "fresh");
  });

  it("outside of handlers belongs to a message that names its item, one that is not settled first", () => {
    const settled = carrying("0:-1#50", { isActive: false });
    const active = carrying("0:-1#42");
    const found = (...recent: Delivery[]): unknown => {
      const judged = judge(read, { ...alone, recent: () => recent });
      return [judged.delivery, judged.joinedBy, judged.required];
    };
    assert.deepEqual(found(active, settled), [active, "itemId", "0:-1#42"]);
    assert.deepEqual(found(settled), [settled, "itemId", "0:-1#50"]);
    const another = { ...carrying("0:-1#42") };
    const judged = judge(
      { ...read, itemId: "2" },
      { ...alone, recent: () => [another] },
    );
    assert.equal(judged.delivery, undefined);
    assert.equal(judged.joinedBy, undefined);
  });

  it("of several items at once had to see the writes to each of them that the message speaks of", () => {
    const batch: Read = {
      ...read,
      itemId: undefined,
      items: [{ itemId: "1" }, { itemId: "2" }],
    };
    const message = delivery(
      {},
      { writes: [write, { ...write, itemId: "3" }] },
    );
    const judged = judge(batch, { ...alone, context: [message] });
    assert.equal(judged.required, write.token);
    const carried = judge(batch, { ...alone, context: [carrying("0:-1#42")] });
    assert.equal(carried.required, "0:-1#42");
    const other = judge(
      { ...batch, items: [{ itemId: "3" }] },
      { ...alone, context: [carrying("0:-1#42")] },
    );
    assert.equal(other.required, undefined);
  });

  it("follows its partition key over a split", () => {
    const judged = judge(
      { ...read, served: "1:-1#50" },
      { ...alone, context: [carrying("0:-1#42")] },
    );
    assert.equal(judged.verdict, "lucky");
    assert.equal(judged.required, "0:-1#42");
  });

  it("is foreign where it was refused because what it sent is no token", () => {
    const refused = { ...read, sent: "c1", served: undefined, status: 400 };
    const judged = judge(refused, alone);
    assert.equal(judged.verdict, "foreign");
    assert.match(judged.reason, /"c1", which is no session token/);
  });

  it("is not judged by what is no token", () => {
    const judged = judge({ ...read, sent: "undefined" }, alone);
    assert.equal(judged.verdict, "unknown");
    assert.match(judged.reason, /is no session token/);
  });
});
