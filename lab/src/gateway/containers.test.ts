import assert from "node:assert/strict";
import {
  CosmosClient,
  PartitionKeyDefinitionVersion,
  PartitionKeyKind,
  type Database,
} from "@azure/cosmos";
import { afterEach, beforeEach, describe, it } from "mocha";
import { sendSigned } from "../../test-support/sendSigned.ts";
import {
  startTestGateway,
  type TestGateway,
} from "../../test-support/startTestGateway.ts";

interface Refusal {
  readonly code?: unknown;
  readonly message: string;
}

describe("containers", () => {
  let lab: TestGateway;
  let client: CosmosClient;
  let shop: Database;

  beforeEach(async () => {
    lab = await startTestGateway();
    lab.gateway.setLag({ container: "*", ms: 0 });
    const { endpoint, key } = lab.gateway;
    client = new CosmosClient({ endpoint, key });
    shop = client.database("shop");
  });

  afterEach(async () => {
    client.dispose();
    await lab.gateway.stop();
  });

  it("may have names that no header can carry", async () => {
    for (const id of ["Bestellungen für 東京", "smile 😀"]) {
      const { container } = await shop.containers.create({
        id,
        partitionKey: "/customer",
      });
      assert.equal((await container.read()).resource?.id, id);
      await container.items.create({ id: "1", customer: "ann" });
      const { resources } = await container.items.readAll().fetchAll();
      assert.equal(resources.length, 1);
    }
  });

  it("refuse a partition key path that is none, in the service's words", async () => {
    const paths = ["/zip code", "/tags/*", "/customer/", "customer"];
    for (const path of paths) {
      await assert.rejects(
        shop.containers.create({
          id: "addresses",
          partitionKey: {
            paths: ["/country", path],
            kind: PartitionKeyKind.MultiHash,
            version: PartitionKeyDefinitionVersion.V2,
          },
        }),
        ({ code, message }: Refusal) =>
          code === 400 && message.includes(`path '${path}' could not be`),
      );
    }
    const { resource } = await shop.containers.create({
      id: "addresses",
      partitionKey: '/"zip code"',
    });
    assert.deepEqual(resource?.partitionKey?.paths, ['/"zip code"']);
  });

  it("refuse a default time to live that is no time", async () => {
    for (const defaultTtl of [0, -10, 1.5]) {
      await assert.rejects(
        shop.containers.create({ id: "carts", defaultTtl }),
        { code: 400 },
      );
    }
  });

  it("index everything but the etag, unless told otherwise", async () => {
    const { resource: plain } = await shop.containers.create({ id: "plain" });
    assert.deepEqual(plain?.indexingPolicy?.includedPaths, [{ path: "/*" }]);
    const { resource: fewer } = await shop.containers.create({
      id: "fewer",
      indexingPolicy: { excludedPaths: [{ path: "/photo/*" }] },
    });
    assert.deepEqual(fewer?.indexingPolicy?.excludedPaths, [
      { path: "/photo/*" },
      { path: '/"_etag"/?' },
    ]);
    const { resource: none } = await shop.containers.create({
      id: "none",
      indexingPolicy: { indexingMode: "none", automatic: false },
    });
    assert.deepEqual(none?.indexingPolicy?.includedPaths, []);
  });

  it("say how full they are when asked for quota", async () => {
    const orders = shop.container("orders");
    await orders.items.create({ id: "1", customer: "ann" });
    const { headers } = await orders.read({ populateQuotaInfo: true });
    assert.match(String(headers["x-ms-resource-usage"]), /documentsCount=1;/);
    const progress =
      headers["x-ms-documentdb-collection-index-transformation-progress"];
    assert.equal(progress, "100");
    const plain = await orders.read();
    assert.equal(plain.headers["x-ms-resource-quota"], undefined);
  });

  it("begin with a range for each 6,000 RU/s, or each 10,000 of autoscale", async () => {
    const rangesOf = async (
      id: string,
      options: { throughput?: number; maxThroughput?: number },
    ): Promise<number> => {
      const { container } = await shop.containers.create({ id, ...options });
      const { resources } = await container.readPartitionKeyRanges().fetchAll();
      return resources.length;
    };
    assert.equal(await rangesOf("small", { throughput: 400 }), 1);
    assert.equal(await rangesOf("large", { throughput: 25_000 }), 5);
    assert.equal(await rangesOf("growing", { maxThroughput: 25_000 }), 3);
  });

  it("made by an old client without a key keep items without one", async () => {
    const made = await sendSigned(lab.gateway, {
      method: "POST",
      path: "/dbs/shop/colls",
      headers: { "x-ms-version": "2018-06-18" },
      body: JSON.stringify({ id: "old" }),
    });
    assert.equal(made.status, 201);
    const old = shop.container("old");
    assert.equal((await old.items.create({ id: "1" })).statusCode, 201);
    assert.equal((await old.item("1").read()).statusCode, 200);
    const refused = await sendSigned(lab.gateway, {
      method: "POST",
      path: "/dbs/shop/colls",
      headers: { "x-ms-version": "2020-07-15" },
      body: JSON.stringify({ id: "new" }),
    });
    assert.equal(refused.status, 400);
  });

  it("with composite indexes refuse an order that none of them serves", async () => {
    const { container } = await shop.containers.create({
      id: "sorted",
      partitionKey: "/customer",
      indexingPolicy: {
        compositeIndexes: [
          [
            { path: "/total", order: "ascending" },
            { path: "/address/city", order: "descending" },
          ],
        ],
      },
    });
    const sorted = (order: string): Promise<unknown> =>
      container.items.query(`SELECT * FROM c ORDER BY ${order}`).fetchAll();
    await sorted("c.total, c.address.city DESC");
    await sorted("c.total DESC, c.address.city");
    await sorted("c.total");
    for (const order of [
      "c.total, c.address.city",
      "c.address.city DESC, c.total",
    ]) {
      await assert.rejects(sorted(order), /corresponding composite index/);
    }
    await shop
      .container("orders")
      .items.query("SELECT * FROM c ORDER BY c.total, c.id")
      .fetchAll();
  });
});
