import assert from "node:assert/strict";
import { CosmosClient, type Container } from "@azure/cosmos";
import { after, before, describe, it } from "mocha";
import { isSessionToken, tokenOf } from "../../session-token/src/index.ts";
import { places } from "./places.ts";

for (const place of places()) {
  describe(`Cosmos DB on ${place.name}`, function () {
    let client: CosmosClient;
    let orders: Container;

    before(async function () {
      const { cosmos } = await place.open(this);
      client = new CosmosClient(cosmos);
      const { database } = await client.databases.createIfNotExists({
        id: "cosmos-session-emulator-tests",
      });
      const { container } = await database.containers.createIfNotExists({
        id: "orders",
        partitionKey: { paths: ["/customerId"] },
      });
      orders = container;
    });
    after(async () => {
      const opened = client as CosmosClient | undefined;
      await opened?.database("cosmos-session-emulator-tests").delete();
      opened?.dispose();
      await place.close();
    });

    it("each write answers with a session token that the library reads", async () => {
      const created = await orders.items.create({ id: "1", customerId: "c" });
      assert.ok(isSessionToken(tokenOf(created)));
      const replaced = await orders
        .item("1", "c")
        .replace({ id: "1", customerId: "c", status: "paid" });
      assert.ok(isSessionToken(tokenOf(replaced)));
    });

    it("a read with the token of the write finds it", async () => {
      const created = await orders.items.upsert({ id: "2", customerId: "c" });
      const { resource, headers } = await orders
        .item("2", "c")
        .read<{ id: string }>({ sessionToken: tokenOf(created) });
      assert.equal(resource?.id, "2");
      assert.ok(isSessionToken(headers["x-ms-session-token"]));
    });

    it("a read of what is not there does not throw", async () => {
      const { statusCode, resource } = await orders
        .item("none", "c")
        .read<{ id: string }>();
      assert.deepEqual([statusCode, resource], [404, undefined]);
    });

    it("a query with parameters and a partition key answers with the items", async () => {
      await orders.items.upsert({ id: "3", customerId: "q", total: 7 });
      await orders.items.upsert({ id: "4", customerId: "q", total: 12 });
      const { resources } = await orders.items
        .query<{ id: string }>(
          {
            query: "SELECT c.id FROM c WHERE c.total > @least",
            parameters: [{ name: "@least", value: 10 }],
          },
          { partitionKey: "q" },
        )
        .fetchAll();
      assert.deepEqual(resources, [{ id: "4" }]);
    });
  });
}
