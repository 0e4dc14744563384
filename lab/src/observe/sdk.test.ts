// What the observer says of the real SDK's traffic.
import assert from "node:assert/strict";
import { CosmosClient, type Container } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { afterEach, beforeEach, describe, it } from "mocha";
import { startLab, type Lab } from "../startLab.ts";
import type { LogEntry } from "./LogEntry.ts";

describe("reads of the real SDK", () => {
  let lab: Lab;
  let client: CosmosClient;
  let serviceBus: ServiceBusClient;
  let orders: Container;
  let carts: Container;

  beforeEach(async () => {
    const keyed = (id: string, ranges: number) => ({
      id,
      partitionKey: "/pk",
      ranges,
    });
    lab = await startLab({
      config: {
        serviceBus: { Namespaces: [{ Queues: [{ Name: "orders" }] }] },
        cosmos: {
          databases: [
            { id: "shop", containers: [keyed("orders", 1), keyed("carts", 1)] },
          ],
        },
      },
      lag: { ms: 3_600_000, answer: "stalest" },
      waitBudgetMs: 0,
    });
    const { endpoint, key } = lab.cosmos;
    client = new CosmosClient({ endpoint, key });
    orders = client.database("shop").container("orders");
    carts = client.database("shop").container("carts");
    serviceBus = new ServiceBusClient(lab.serviceBus.connectionString);
  });

  afterEach(async () => {
    await serviceBus.close();
    client.dispose();
    await lab.stop();
  });

  async function write(container: Container, id: string): Promise<string> {
    const { headers } = await container.items.upsert({ id, pk: "p" });
    return headers["x-ms-session-token"] as string;
  }

  async function tell(id: string, token: string): Promise<void> {
    await serviceBus.createSender("orders").sendMessages({
      body: { id },
      applicationProperties: { cosmosSessionToken: token },
    });
    const receiver = serviceBus.createReceiver("orders");
    assert.equal((await receiver.receiveMessages(1)).length, 1);
  }

  function reads(): LogEntry[] {
    return lab.log().filter(({ kind }) => kind === "read");
  }

  const verdicts = () => reads().map(({ verdict }) => verdict);

  it("are refused and then downgraded, when the SDK drops the token after 404/1002", async () => {
    await write(orders, "A");
    const token = await write(orders, "A");
    await tell("A", token);
    lab.control.freeze({ container: "shop/orders" });
    const { statusCode } = await orders
      .item("A", "p")
      .read({ sessionToken: token });
    assert.equal(statusCode, 404);
    const [first, second, ...more] = reads();
    assert.deepEqual(
      [first!.verdict, first!.sent, first!.subStatus],
      ["refused", token, 1002],
    );
    assert.deepEqual(
      [second!.verdict, second!.sent, second!.dropped, second!.retryOf],
      ["downgraded", token, true, first!.n],
    );
    assert.deepEqual(more, []);
    assert.deepEqual(lab.control.state().verdicts, {
      refused: 0,
      downgraded: 1,
    });
  });

  it("are foreign with a token of another container", async () => {
    await write(orders, "A");
    const token = await write(carts, "B");
    await orders.item("A", "p").read({ sessionToken: token });
    assert.equal(verdicts().at(-1), "foreign");
  });

  it("are fresh after a split, with a token from before", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    lab.control.split({ container: "shop/orders", range: "0" });
    await orders.item("A", "p").read({ sessionToken: token });
    assert.deepEqual(verdicts(), ["fresh"]);
    await orders.item("A", "p").read();
    assert.deepEqual(verdicts(), ["fresh", "stale"]);
  });

  it("by a query are stale without the token, fresh with it", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    const query = "SELECT * FROM c WHERE c.pk = 'p'";
    const without = await orders.items
      .query(query, { partitionKey: "p" })
      .fetchAll();
    const withToken = await orders.items
      .query(query, { partitionKey: "p", sessionToken: token })
      .fetchAll();
    assert.deepEqual(
      [without.resources.length, withToken.resources.length],
      [0, 1],
    );
    assert.deepEqual(verdicts(), ["stale", "fresh"]);
  });

  it("by a query for something else have nothing to hold them against", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    await orders.items
      .query("SELECT * FROM c WHERE c.id = 'Z'", { partitionKey: "p" })
      .fetchAll();
    assert.deepEqual(verdicts(), ["unprotected"]);
  });

  it("over several ranges are judged range by range", async () => {
    lab.control.split({ container: "shop/orders", range: "0" });
    const token = await write(orders, "A");
    await tell("A", token);
    await orders.items
      .query("SELECT * FROM c ORDER BY c.id", { sessionToken: token })
      .fetchAll();
    const found = verdicts();
    assert.ok(found.includes("fresh"), found.join());
    assert.ok(!found.includes("stale"), found.join());
  });

  it("of the change feed are judged, too", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    const iterator = orders.items.getChangeFeedIterator({
      sessionToken: token,
    });
    await iterator.readNext();
    assert.notEqual(verdicts().at(-1), "stale");
  });

  it("among the operations of a batch are judged, and a batch that only reads is a read", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    const read = { operationType: "Read", id: "A" } as const;
    await orders.items.batch([read], "p", { sessionToken: token });
    await orders.items.batch([read], "p");
    const upsert = {
      operationType: "Upsert",
      resourceBody: { id: "B", pk: "p" },
    };
    await orders.items.batch([read, upsert as never], "p");
    const batches = lab
      .log()
      .filter((line) => line.operation === "items.batch");
    assert.deepEqual(
      batches.map(({ kind, required, verdict }) => [kind, required, verdict]),
      [
        ["read", token, "fresh"],
        ["read", token, "lucky"],
        ["write", token, "lucky"],
      ],
    );
  });

  it("in a bulk call are judged by the items that they read", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    const bulk = (id: string) =>
      orders.items.executeBulkOperations([
        { operationType: "Read", id, partitionKey: "p" },
      ]);
    await bulk("A");
    await bulk("B");
    const calls = lab.log().filter((line) => line.operation === "items.bulk");
    assert.deepEqual(
      calls.map(({ kind, verdict }) => [kind, verdict]),
      [
        ["read", "lucky"],
        ["read", "unprotected"],
      ],
    );
  });

  it("that pass a text which is no token are foreign, and say so", async () => {
    const token = await write(orders, "A");
    await tell("A", token);
    for (const sessionToken of [JSON.stringify(token), String(undefined)]) {
      await assert.rejects(
        orders.item("A", "p").read({ sessionToken }),
        (error: Error & { code: unknown }) => error.code === 400,
      );
    }
    assert.deepEqual(verdicts(), ["foreign", "foreign"]);
    assert.match(reads()[0]!.reason!, /is no session token/);
  });
});
