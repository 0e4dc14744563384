import assert from "node:assert/strict";
import { CosmosClient, type Container } from "@azure/cosmos";
import { afterEach, describe, it } from "mocha";
import {
  startTestGateway,
  type TestGateway,
} from "../../test-support/startTestGateway.ts";
import type { CosmosConfig } from "../config.ts";

const shop = {
  databases: [
    { id: "shop", containers: [{ id: "orders", partitionKey: "/customer" }] },
  ],
};

let lab: TestGateway;
const clients: CosmosClient[] = [];

async function start(config: CosmosConfig): Promise<void> {
  lab = await startTestGateway({ ...shop, ...config });
}

/** A client that repeats nothing and drops no token, or one that lives in a region. */
function orders(options: object = {}): Container {
  const { endpoint, key } = lab.gateway;
  const client = new CosmosClient({
    endpoint,
    key,
    connectionPolicy: { enableEndpointDiscovery: false },
    ...options,
  });
  clients.push(client);
  return client.database("shop").container("orders");
}

function inRegion(region: string): Container {
  return orders({
    connectionPolicy: {
      enableEndpointDiscovery: true,
      preferredLocations: [region],
    },
  });
}

function tokenOf(response: { headers: object }): string {
  const headers = response.headers as Record<string, unknown>;
  return String(headers["x-ms-session-token"]);
}

describe("replication over the wire", () => {
  afterEach(async () => {
    for (const client of clients.splice(0)) client.dispose();
    await lab.gateway.stop();
  });

  describe("a split", () => {
    it("lets the children honour the token of their parent", async () => {
      await start({});
      lab.gateway.setLag({ container: "*", ms: 50, answer: "stalest" });
      const container = orders();
      const tokens = new Map<string, string>();
      for (const customer of ["ann", "bob", "cy", "dee"]) {
        const written = await container.items.create({ id: "1", customer });
        tokens.set(customer, tokenOf(written));
      }
      lab.gateway.split("shop/orders", "0");
      for (const [customer, sessionToken] of tokens) {
        const read = await container.item("1", customer).read({ sessionToken });
        assert.equal(read.statusCode, 200, customer);
        assert.match(tokenOf(read), /^[12]:-1#\d+$/);
      }
      const sessionToken = tokens.get("dee")!;
      const feed = container.items.readAll({ sessionToken });
      assert.equal((await feed.fetchAll()).resources.length, 4);
      assert.deepEqual(lab.attempts.at(-1)?.parents, {
        "1": ["0"],
        "2": ["0"],
      });
    });

    it("goes on with the LSN of the parent", async () => {
      await start({});
      const container = orders();
      const before = await container.items.create({ id: "1", customer: "ann" });
      lab.gateway.split("shop/orders", "0");
      const after = await container.items.upsert({ id: "1", customer: "ann" });
      const lsn = (token: string): number => Number(token.split("#")[1]);
      assert.equal(lsn(tokenOf(after)), lsn(tokenOf(before)) + 1);
    });

    it("of a range that is not there changes nothing and names those that are", async () => {
      await start({});
      assert.throws(() => lab.gateway.split("shop/orders", "7"), {
        code: "RangeNotFound",
        message:
          'Range "7" of container "shop/orders" is not there. Its ranges are 0: name one of them.',
      });
    });
  });

  describe("a token of another container", () => {
    it("with a range that never was here is refused with 404/1002, and known as foreign", async () => {
      await start({});
      const container = orders();
      await container.items.create({ id: "1", customer: "ann" });
      const read = await container
        .item("1", "ann")
        .read({ sessionToken: "5:-1#3" });
      assert.deepEqual([read.statusCode, read.substatus], [404, 1002]);
      assert.equal(lab.attempts.at(-1)?.foreign, true);
    });

    it("asks for another LSN, because each container begins with its own", async () => {
      await start({
        databases: [
          {
            id: "shop",
            containers: [
              { id: "orders", partitionKey: "/customer" },
              { id: "carts", partitionKey: "/customer" },
            ],
          },
        ],
      });
      const { databases } = lab.gateway.state();
      const [first, second] = databases[0]!.containers.map(
        ({ ranges }) => ranges[0]!.lsn,
      );
      assert.ok(second! - first! > 500);
    });
  });

  describe("a frozen container", () => {
    it("answers old data without a token, 404/1002 with one, and catches up when thawed", async () => {
      await start({});
      lab.gateway.setLag({ container: "*", ms: 0 });
      const container = orders();
      await container.items.create({ id: "1", customer: "ann", total: 1 });
      lab.gateway.freeze("shop/orders");
      const item = container.item("1", "ann");
      const written = await item.replace({
        id: "1",
        customer: "ann",
        total: 2,
      });
      const sessionToken = tokenOf(written);
      const old = await item.read<{ id: string; total: number }>();
      assert.equal(old.resource?.total, 1);
      const refused = await item.read({ sessionToken });
      assert.deepEqual([refused.statusCode, refused.substatus], [404, 1002]);
      lab.gateway.thaw("shop/orders");
      const fresh = await item.read<{ id: string; total: number }>({
        sessionToken,
      });
      assert.equal(fresh.resource?.total, 2);
    });
  });

  describe("two regions", () => {
    const config = { regions: ["East", "West"] };

    it("have tokens with the progress of each, which the SDK can merge", async () => {
      await start(config);
      const container = orders({
        connectionPolicy: { enableEndpointDiscovery: true },
        consistencyLevel: "Session",
      });
      const first = await container.items.create({ id: "1", customer: "ann" });
      const second = await container.items.upsert({ id: "1", customer: "ann" });
      assert.match(tokenOf(first), /^0:1#(\d+)#1=\1#2=0$/);
      assert.match(tokenOf(second), /^0:1#(\d+)#1=\1#2=0$/);
      const read = await container.item("1", "ann").read();
      assert.equal(read.substatus, undefined);
    });

    it("lag each by its own lag", async () => {
      await start(config);
      lab.gateway.setLag({ container: "*", region: "East", ms: 0 });
      lab.gateway.setLag({ container: "*", region: "West", ms: 60_000 });
      const east = inRegion("East");
      const west = inRegion("West");
      const written = await east.items.create({ id: "1", customer: "ann" });
      assert.equal((await east.item("1", "ann").read()).statusCode, 200);
      assert.equal((await west.item("1", "ann").read()).statusCode, 404);
      assert.equal(lab.attempts.at(-1)?.region, "West");
      const sessionToken = tokenOf(written);
      await west.item("1", "ann").read({ sessionToken });
      assert.ok(lab.attempts.some(({ subStatus }) => subStatus === 1002));
    });

    it("take writes in one of them: the SDK finds out which after a failover", async () => {
      await start(config);
      const container = inRegion("East");
      const before = await container.items.create({ id: "1", customer: "ann" });
      lab.gateway.failover("West");
      const after = await container.items.upsert({ id: "1", customer: "ann" });
      assert.equal(after.statusCode, 200);
      assert.ok(
        lab.attempts.some(
          ({ status, subStatus }) => status === 403 && subStatus === 3,
        ),
      );
      assert.match(tokenOf(before), /^0:1#/);
      assert.match(tokenOf(after), /^0:2#(\d+)#1=\d+#2=\1$/);
    });

    it("keep what was written when they fail over, also to a region that lagged", async () => {
      await start(config);
      lab.gateway.setLag({ container: "*", ms: 60_000, answer: "freshest" });
      const east = inRegion("East");
      const written = await east.items.create({ id: "1", customer: "ann" });
      lab.gateway.failover("West");
      const west = inRegion("West");
      const read = await west
        .item("1", "ann")
        .read({ sessionToken: tokenOf(written) });
      assert.equal(read.statusCode, 200);
    });
  });

  describe("the consistency level", () => {
    it("of a request must not be stronger than the account's", async () => {
      await start({});
      await assert.rejects(
        orders({ consistencyLevel: "Strong" })
          .items.create({
            id: "1",
            customer: "ann",
          })
          .then(() =>
            orders({ consistencyLevel: "Strong" }).item("1", "ann").read(),
          ),
        { code: 400 },
      );
    });

    it("Eventual makes a token have no effect", async () => {
      await start({});
      lab.gateway.setLag({ container: "*", ms: 60_000, answer: "stalest" });
      const written = await orders().items.create({ id: "1", customer: "ann" });
      const item = orders({ consistencyLevel: "Eventual" }).item("1", "ann");
      const read = await item.read({ sessionToken: tokenOf(written) });
      assert.deepEqual([read.statusCode, read.substatus], [404, undefined]);
    });

    it("Strong reads what was written, without any token", async () => {
      await start({ consistency: "Strong" });
      lab.gateway.setLag({ container: "*", ms: 60_000, answer: "stalest" });
      const container = orders();
      await container.items.create({ id: "1", customer: "ann" });
      assert.equal((await container.item("1", "ann").read()).statusCode, 200);
    });

    it("BoundedStaleness reads what is 100 writes old, and may miss the last ones", async () => {
      await start({ consistency: "BoundedStaleness" });
      lab.gateway.setLag({ container: "*", ms: 4_000, answer: "stalest" });
      const container = orders();
      await container.items.create({ id: "0", customer: "ann" });
      assert.equal((await container.item("0", "ann").read()).statusCode, 404);
      for (let number = 1; number <= 101; number++) {
        await container.items.create({ id: String(number), customer: "ann" });
      }
      assert.equal((await container.item("0", "ann").read()).statusCode, 200);
    });
  });
});
