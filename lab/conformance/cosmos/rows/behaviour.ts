/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is still called by programs */
import assert from "node:assert/strict";
import type { Row } from "../Row.ts";
import { tokenIn } from "../tokens.ts";

/** What no single method shows, but every client relies on. */
export const behaviourRows: readonly Row[] = [
  {
    method: "item.read with a token",
    does: "is fresh where it is stale without",
    outcome: "works",
    async run({ gateway, database, newContainer }) {
      const container = await newContainer();
      const name = `${database.id}/${container.id}`;
      gateway.setLag({ container: name, ms: 150, answer: "stalest" });
      const created = await container.items.create({ id: "1", pk: "a" });
      const item = container.item("1", "a");
      assert.equal((await item.read()).statusCode, 404);
      const sessionToken = tokenIn(created);
      const read = await item.read({ sessionToken });
      assert.equal(read.statusCode, 200);
      assert.equal(tokenIn(read), sessionToken);
    },
  },
  {
    method: "items.create with a time to live",
    does: "is gone when its time is over",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer({ defaultTtl: -1 });
      await container.items.create({ id: "1", pk: "a", ttl: 1 });
      await container.items.create({ id: "2", pk: "a" });
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      assert.equal((await container.item("1", "a").read()).statusCode, 404);
      const { resources } = await container.items.readAll().fetchAll();
      assert.deepEqual(
        resources.map(({ id }) => id),
        ["2"],
      );
    },
  },
  {
    method: "items.create with unique keys",
    does: "refuses values that are there within the partition key, not in another",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer({ uniqueKeys: ["/mail"] });
      const mail = "ann@example.com";
      await container.items.create({ id: "1", pk: "a", mail });
      await container.items.create({ id: "1", pk: "b", mail });
      await assert.rejects(container.items.create({ id: "2", pk: "a", mail }), {
        code: 409,
      });
      await container.item("1", "a").delete();
      await container.items.create({ id: "2", pk: "a", mail });
    },
  },
  {
    method: "items in ranges by the first version of the hash",
    does: "are where the SDK's own bulk looks for them",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer({ ranges: 4, version: 1 });
      const results = await container.items.bulk(
        Array.from({ length: 20 }, (_, index) => ({
          operationType: "Create" as const,
          partitionKey: `key ${index}`,
          resourceBody: { id: String(index), pk: `key ${index}` },
        })),
      );
      assert.ok(results.every(({ statusCode }) => statusCode === 201));
    },
  },
  {
    method: "item.read without partition key",
    does: "finds the item that has none",
    outcome: "works",
    async run({ container }) {
      await container.items.create({ id: "1" });
      const { resource } = await container
        .item("1", undefined)
        .read<{ id: string }>();
      assert.equal(resource?.id, "1");
    },
  },
  {
    method: "item.read of a hierarchical key",
    does: "takes all components",
    outcome: "works",
    missing: { "3.17.3": "hierarchical keys came with 4.0.0" },
    async run({ newContainer }) {
      const container = await newContainer({
        ranges: 2,
        paths: ["/tenant", "/user"],
      });
      await container.items.create({ id: "1", tenant: "t1", user: 7 });
      const read = await container.item("1", ["t1", 7]).read();
      assert.equal(read.statusCode, 200);
    },
  },
  {
    method: "429 on demand",
    does: "is waited for and repeated by the SDK",
    outcome: "works",
    async run({ gateway, database, container }) {
      gateway.fail({
        service: "cosmos",
        operation: "items.create",
        container: `${database.id}/${container.id}`,
        times: 2,
        status: 429,
      });
      const created = await container.items.create({ id: "1", pk: "a" });
      assert.equal(created.statusCode, 201);
    },
  },
];
