import assert from "node:assert/strict";
import { CosmosClient, type Container } from "@azure/cosmos";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  startTestGateway,
  type TestGateway,
} from "../../test-support/startTestGateway.ts";

interface Order {
  readonly id: string;
  readonly total?: number;
}

describe("items", () => {
  let lab: TestGateway;
  let client: CosmosClient;
  let orders: Container;

  beforeEach(async () => {
    lab = await startTestGateway();
    const { endpoint, key } = lab.gateway;
    client = new CosmosClient({ endpoint, key });
    orders = client.database("shop").container("orders");
  });

  afterEach(async () => {
    client.dispose();
    await lab.gateway.stop();
  });

  it("are created, read, replaced, upserted and deleted", async () => {
    lab.gateway.setLag({ container: "*", ms: 0 });
    const created = await orders.items.create({ id: "1", customer: "ann" });
    assert.equal(created.statusCode, 201);
    assert.equal(created.resource?.["customer"], "ann");
    const item = orders.item("1", "ann");
    assert.equal((await item.read()).etag, created.etag);
    const replaced = await item.replace({ id: "1", customer: "ann", total: 5 });
    assert.equal(replaced.statusCode, 200);
    const upserted = await orders.items.upsert({ id: "2", customer: "bob" });
    assert.equal(upserted.statusCode, 201);
    assert.equal((await item.read<Order>()).resource?.total, 5);
    assert.equal((await item.delete()).statusCode, 204);
    assert.equal((await item.read()).statusCode, 404);
  });

  it("answer a token that grows with each write", async () => {
    const lsns: number[] = [];
    for (let number = 0; number < 3; number++) {
      const { headers } = await orders.items.upsert({ id: "1", customer: "a" });
      const token = String(headers["x-ms-session-token"]);
      lsns.push(Number(/^0:-1#(\d+)$/.exec(token)?.[1]));
    }
    assert.deepEqual(
      lsns.map((lsn) => lsn - lsns[0]!),
      [0, 1, 2],
    );
  });

  it("are stale without the token and fresh with it", async () => {
    lab.gateway.setLag({ container: "*", ms: 100, answer: "stalest" });
    const { headers } = await orders.items.create({ id: "1", customer: "ann" });
    const sessionToken = String(headers["x-ms-session-token"]);
    const item = orders.item("1", "ann");
    assert.equal((await item.read()).statusCode, 404);
    assert.equal((await item.read<Order>({ sessionToken })).resource?.id, "1");
  });

  it("answer 404/1002 when no replica catches up, and old data when the SDK then drops the token", async () => {
    lab.gateway.setLag({ container: "*", ms: 60_000, answer: "stalest" });
    lab.gateway.freeze("shop/orders");
    const { headers } = await orders.items.create({ id: "1", customer: "ann" });
    const sessionToken = String(headers["x-ms-session-token"]);
    lab.attempts.length = 0;
    const { statusCode } = await orders.item("1", "ann").read({ sessionToken });
    assert.equal(statusCode, 404);
    assert.deepEqual(
      lab.attempts.map(({ status, subStatus, sent }) => [
        status,
        subStatus,
        sent,
      ]),
      [
        [404, 1002, sessionToken],
        [404, undefined, undefined],
      ],
    );
  });

  it("refuse a wrong key", async () => {
    const { endpoint } = lab.gateway;
    const stranger = new CosmosClient({
      endpoint,
      key: Buffer.from("wrong").toString("base64"),
    });
    await assert.rejects(
      stranger.database("shop").read(),
      (error: { code?: unknown }) => error.code === 401,
    );
    stranger.dispose();
  });
});
