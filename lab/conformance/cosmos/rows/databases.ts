import assert from "node:assert/strict";
import { named } from "../named.ts";
import type { Row } from "../Row.ts";

export const databaseRows: readonly Row[] = [
  {
    method: "databases.create",
    does: "makes a database, and refuses a second of that name with 409",
    outcome: "works",
    async run({ client }) {
      const id = named("database");
      const created = await client.databases.create({ id });
      assert.equal(created.statusCode, 201);
      assert.equal(created.resource?.id, id);
      await assert.rejects(client.databases.create({ id }), { code: 409 });
    },
  },
  {
    method: "databases.createIfNotExists",
    does: "answers 201 the first time and 200 the second",
    outcome: "works",
    async run({ client }) {
      const id = named("database");
      const first = await client.databases.createIfNotExists({ id });
      const second = await client.databases.createIfNotExists({ id });
      assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
      assert.equal(second.resource?._rid, first.resource?._rid);
    },
  },
  {
    method: "databases.readAll",
    does: "lists them",
    outcome: "works",
    async run({ client, database }) {
      const { resources } = await client.databases.readAll().fetchAll();
      assert.ok(resources.some(({ id }) => id === database.id));
    },
  },
  {
    method: "databases.query",
    does: "finds one by its id",
    outcome: "works",
    async run({ client, database }) {
      const { resources } = await client.databases
        .query<{ id: string }>({
          query: "SELECT * FROM root r WHERE r.id = @id",
          parameters: [{ name: "@id", value: database.id }],
        })
        .fetchAll();
      assert.deepEqual(
        resources.map(({ id }) => id),
        [database.id],
      );
    },
  },
  {
    method: "database.read",
    does: "answers the definition, and 404 where there is none",
    outcome: "works",
    async run({ client, database }) {
      const { resource } = await database.read();
      assert.equal(resource?.id, database.id);
      await assert.rejects(client.database(named("none")).read(), {
        code: 404,
      });
    },
  },
  {
    method: "database.delete",
    does: "takes the database away with its containers",
    outcome: "works",
    async run({ client }) {
      const { database } = await client.databases.create({
        id: named("database"),
      });
      const { container } = await database.containers.create({
        id: "c",
        partitionKey: "/pk",
      });
      assert.equal((await database.delete()).statusCode, 204);
      await assert.rejects(database.read(), { code: 404 });
      await assert.rejects(container.read(), { code: 404 });
    },
  },
  {
    method: "database.readOffer",
    does: "answers the throughput that the database was made with",
    outcome: "works",
    async run({ client }) {
      const { database } = await client.databases.create({
        id: named("database"),
        throughput: 500,
      });
      const { resource } = await database.readOffer();
      assert.equal(resource?.content?.offerThroughput, 500);
    },
  },
  {
    method: "offers.readAll",
    does: "lists the throughputs",
    outcome: "works",
    async run({ client, container }) {
      const { resource } = await container.read();
      const { resources } = await client.offers.readAll().fetchAll();
      assert.ok(
        resources.some((offer) => offer.offerResourceId === resource?._rid),
      );
    },
  },
  {
    method: "offers.query",
    does: "finds one by its resource",
    outcome: "works",
    async run({ client, container }) {
      const { resource } = await container.read();
      const { resources } = await client.offers
        .query<{ resource: string }>({
          query: "SELECT * FROM o WHERE o.resource = @self",
          parameters: [{ name: "@self", value: String(resource?._self) }],
        })
        .fetchAll();
      assert.equal(resources.length, 1);
    },
  },
  {
    method: "offer.read",
    does: "answers one",
    outcome: "works",
    async run({ client, container }) {
      const { resource } = await container.readOffer();
      const read = await client.offer(String(resource?.id)).read();
      assert.equal(read.resource?.id, resource?.id);
    },
  },
  {
    method: "offer.replace",
    does: "changes the throughput",
    outcome: "works",
    async run({ client, container }) {
      const { resource } = await container.readOffer();
      const changed = {
        ...resource!,
        content: { ...resource!.content!, offerThroughput: 900 },
      };
      await client.offer(resource!.id).replace(changed);
      const read = await container.readOffer();
      assert.equal(read.resource?.content?.offerThroughput, 900);
    },
  },
];
