/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is still called by programs */
import assert from "node:assert/strict";
import { PartitionKeyDefinitionVersion, PartitionKeyKind } from "@azure/cosmos";
import { named } from "../named.ts";
import type { Row } from "../Row.ts";

export const containerRows: readonly Row[] = [
  {
    method: "containers.create",
    does: "makes a container with a key of one path or of several",
    outcome: "works",
    async run({ database }) {
      const id = named("container");
      const created = await database.containers.create({
        id,
        partitionKey: {
          paths: ["/pk"],
          version: PartitionKeyDefinitionVersion.V2,
        },
      });
      assert.equal(created.statusCode, 201);
      assert.deepEqual(created.resource?.partitionKey?.paths, ["/pk"]);
      const several = await database.containers.create({
        id: named("container"),
        partitionKey: {
          paths: ["/tenant", "/user"],
          kind: PartitionKeyKind.MultiHash,
          version: PartitionKeyDefinitionVersion.V2,
        },
      });
      assert.equal(several.resource?.partitionKey?.kind, "MultiHash");
      await assert.rejects(
        database.containers.create({ id, partitionKey: "/pk" }),
        { code: 409 },
      );
    },
  },
  {
    method: "containers.createIfNotExists",
    does: "answers 201 the first time and 200 the second",
    outcome: "works",
    async run({ database }) {
      const definition = { id: named("container"), partitionKey: "/pk" };
      const first = await database.containers.createIfNotExists(definition);
      const second = await database.containers.createIfNotExists(definition);
      assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
    },
  },
  {
    method: "containers.readAll",
    does: "lists them",
    outcome: "works",
    async run({ database, container }) {
      const { resources } = await database.containers.readAll().fetchAll();
      assert.ok(resources.some(({ id }) => id === container.id));
    },
  },
  {
    method: "containers.query",
    does: "finds one by its id",
    outcome: "works",
    async run({ database, container }) {
      const { resources } = await database.containers
        .query<{ id: string }>({
          query: "SELECT * FROM c WHERE c.id = @id",
          parameters: [{ name: "@id", value: container.id }],
        })
        .fetchAll();
      assert.deepEqual(
        resources.map(({ id }) => id),
        [container.id],
      );
    },
  },
  {
    method: "container.read",
    does: "answers the definition, and 404 where there is none",
    outcome: "works",
    async run({ database, container }) {
      const { resource } = await container.read();
      assert.equal(resource?.id, container.id);
      await assert.rejects(database.container(named("none")).read(), {
        code: 404,
      });
    },
  },
  {
    method: "container.replace",
    does: "changes the time to live, and never the partition key",
    outcome: "works",
    async run({ container }) {
      const { resource } = await container.read();
      await container.replace({ ...resource!, defaultTtl: 60 });
      const { resource: changed } = await container.read();
      assert.equal(changed?.defaultTtl, 60);
      await assert.rejects(
        container.replace({
          ...resource!,
          partitionKey: { paths: ["/other"] },
        }),
        { code: 400 },
      );
    },
  },
  {
    method: "container.delete",
    does: "takes the container away",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer();
      assert.equal((await container.delete()).statusCode, 204);
      await assert.rejects(container.read(), { code: 404 });
    },
  },
  {
    method: "container.readPartitionKeyDefinition",
    does: "answers paths and version",
    outcome: "works",
    async run({ container }) {
      // Version 4 wants a diagnostic node, which nobody outside can make.
      const { resource } = await container.getPartitionKeyDefinition();
      assert.deepEqual(resource?.paths, ["/pk"]);
    },
  },
  {
    method: "container.readOffer",
    does: "answers the throughput",
    outcome: "works",
    async run({ container }) {
      const { resource } = await container.readOffer();
      assert.equal(resource?.content?.offerThroughput, 400);
    },
  },
  {
    method: "container.getQueryPlan",
    does: "answers the plan",
    outcome: "works",
    async run({ container }) {
      const { result } = await container.getQueryPlan(
        "SELECT * FROM c ORDER BY c.n",
      );
      assert.deepEqual(result?.queryInfo?.orderBy, ["Ascending"]);
    },
  },
  {
    method: "container.readPartitionKeyRanges",
    does: "lists ranges without gaps, from nothing to FF",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer({ ranges: 3 });
      const { resources } = await container.readPartitionKeyRanges().fetchAll();
      const ranges = resources as {
        minInclusive: string;
        maxExclusive: string;
      }[];
      assert.equal(ranges.length, 3);
      assert.equal(ranges[0]!.minInclusive, "");
      assert.equal(ranges[0]!.maxExclusive, ranges[1]!.minInclusive);
      assert.equal(ranges[2]!.maxExclusive, "FF");
    },
  },
  {
    method: "container.getFeedRanges",
    does: "has one for each range",
    outcome: "works",
    missing: { "3.17.3": "came with 4.0.0" },
    async run({ newContainer }) {
      const container = await newContainer({ ranges: 3 });
      assert.equal((await container.getFeedRanges()).length, 3);
    },
  },
  {
    method: "container.deleteAllItemsForPartitionKey",
    does: "deletes those and no others",
    outcome: "works",
    async run({ container }) {
      for (const pk of ["a", "b"]) {
        await container.items.create({ id: "1", pk });
        await container.items.create({ id: "2", pk });
      }
      await container.deleteAllItemsForPartitionKey("a");
      const { resources } = await container.items.readAll().fetchAll();
      assert.deepEqual(
        resources.map((item) => item["pk"] as string),
        ["b", "b"],
      );
    },
  },
  {
    method: "conflicts.readAll",
    does: "is empty, as one region writes at a time",
    outcome: "works",
    async run({ container }) {
      const { resources } = await container.conflicts.readAll().fetchAll();
      assert.deepEqual(resources, []);
    },
  },
  {
    method: "conflicts.query",
    does: "is empty",
    outcome: "works",
    async run({ container }) {
      const { resources } = await container.conflicts
        .query("SELECT * FROM c")
        .fetchAll();
      assert.deepEqual(resources, []);
    },
  },
  {
    method: "conflict.read",
    does: "answers 404",
    outcome: "works",
    async run({ container }) {
      await assert.rejects(container.conflict("none", "a").read(), {
        code: 404,
      });
    },
  },
  {
    method: "conflict.delete",
    does: "answers 404",
    outcome: "works",
    async run({ container }) {
      await assert.rejects(container.conflict("none", "a").delete(), {
        code: 404,
      });
    },
  },
];
