/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is still called by programs */
import assert from "node:assert/strict";
import { tokenIn } from "../tokens.ts";
import type { Row } from "../Row.ts";

export const itemRows: readonly Row[] = [
  {
    method: "items.create",
    does: "answers 201 with system properties and a token, and 409 the second time",
    outcome: "works",
    async run({ container }) {
      const created = await container.items.create({ id: "1", pk: "a", n: 1 });
      assert.equal(created.statusCode, 201);
      assert.equal(created.resource?.n, 1);
      assert.match(tokenIn(created), /^0:-1#\d+$/);
      for (const name of ["_rid", "_self", "_etag", "_ts", "_attachments"]) {
        assert.ok(Object.hasOwn(created.resource, name), name);
      }
      await assert.rejects(container.items.create({ id: "1", pk: "a" }), {
        code: 409,
      });
    },
  },
  {
    method: "items.upsert",
    does: "answers 201 for a new item and 200 for one that is there",
    outcome: "works",
    async run({ container }) {
      const first = await container.items.upsert({ id: "1", pk: "a", n: 1 });
      const second = await container.items.upsert({ id: "1", pk: "a", n: 2 });
      assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
      const { resource } = await container
        .item("1", "a")
        .read<{ id: string; n: number }>();
      assert.equal(resource?.n, 2);
    },
  },
  {
    method: "item.read",
    does: "answers the item, 304 for a known etag, 404 where there is none",
    outcome: "works",
    async run({ container }) {
      await container.items.create({ id: "1", pk: "a", text: "ü€😀" });
      const item = container.item("1", "a");
      const read = await item.read<{ id: string; text: string }>();
      assert.equal(read.statusCode, 200);
      assert.equal(read.resource?.text, "ü€😀");
      const condition = { type: "IfNoneMatch", condition: read.etag };
      const again = await item.read({ accessCondition: condition });
      assert.equal(again.statusCode, 304);
      const none = await container.item("2", "a").read();
      assert.deepEqual([none.statusCode, none.resource], [404, undefined]);
    },
  },
  {
    method: "item.replace",
    does: "replaces at the known etag, 412 at another, 404 where there is none",
    outcome: "works",
    async run({ container }) {
      const { etag } = await container.items.create({ id: "1", pk: "a" });
      const item = container.item("1", "a");
      const accessCondition = { type: "IfMatch", condition: etag };
      const body = { id: "1", pk: "a", n: 2 };
      const replaced = await item.replace(body, { accessCondition });
      assert.equal(replaced.statusCode, 200);
      await assert.rejects(item.replace(body, { accessCondition }), {
        code: 412,
      });
      const none = container.item("2", "a");
      await assert.rejects(none.replace({ id: "2", pk: "a" }), { code: 404 });
    },
  },
  {
    method: "item.patch",
    does: "adds, sets, replaces, removes, increments and moves, under a condition",
    outcome: "works",
    async run({ sdk, container }) {
      await container.items.create({
        id: "1",
        pk: "a",
        n: 1,
        tags: ["x"],
        old: 1,
        from: "here",
      });
      const item = container.item("1", "a");
      const { resource, statusCode } = await item.patch<
        Record<string, unknown> & { id: string }
      >([
        { op: "add", path: "/tags/0", value: "first" },
        { op: "set", path: "/color", value: "red" },
        { op: "replace", path: "/n", value: 5 },
        { op: "incr", path: "/n", value: 2 },
        { op: "remove", path: "/old" },
      ]);
      assert.equal(statusCode, 200);
      assert.deepEqual(resource?.["tags"], ["first", "x"]);
      assert.deepEqual([resource["color"], resource["n"]], ["red", 7]);
      assert.equal(Object.hasOwn(resource, "old"), false);
      const move = { op: "move", from: "/from", path: "/to" };
      const moved = await item.patch<{ id: string; to: string }>({
        operations: [move as never],
        condition: "from c where c.n = 7",
      });
      assert.equal(moved.resource?.to, "here", sdk);
      await assert.rejects(
        item.patch({
          operations: [{ op: "remove", path: "/to" }],
          condition: "from c where c.n = 8",
        }),
        { code: 412 },
      );
    },
  },
  {
    method: "item.delete",
    does: "answers 204, then 404, and the item is gone",
    outcome: "works",
    async run({ container }) {
      await container.items.create({ id: "1", pk: "a" });
      const item = container.item("1", "a");
      const deleted = await item.delete();
      assert.equal(deleted.statusCode, 204);
      assert.match(tokenIn(deleted), /^0:-1#\d+$/);
      await assert.rejects(item.delete(), { code: 404 });
      assert.equal((await item.read()).statusCode, 404);
    },
  },
  {
    method: "items.readAll",
    does: "answers every item, over all ranges, page by page",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer({ ranges: 3 });
      const ids = Array.from({ length: 25 }, (_, index) => String(index));
      for (const id of ids) await container.items.create({ id, pk: id });
      const iterator = container.items.readAll({ maxItemCount: 4 });
      const found: string[] = [];
      let pages = 0;
      for await (const { resources } of iterator.getAsyncIterator()) {
        pages++;
        assert.ok(resources.length <= 4);
        found.push(...resources.map((item) => String(item.id)));
      }
      assert.deepEqual(found.sort(), [...ids].sort());
      assert.ok(pages >= 7);
    },
  },
  {
    method: "items.batch",
    does: "applies all operations together, or none",
    outcome: "works",
    async run({ container }) {
      const good = await container.items.batch(
        [
          { operationType: "Create", resourceBody: { id: "1", pk: "a", n: 1 } },
          { operationType: "Upsert", resourceBody: { id: "2", pk: "a" } },
          {
            operationType: "Patch",
            id: "1",
            resourceBody: {
              operations: [{ op: "incr", path: "/n", value: 1 }],
            },
          },
          { operationType: "Read", id: "1" },
          { operationType: "Delete", id: "2" },
        ],
        "a",
      );
      assert.equal(good.code, 200);
      assert.deepEqual(
        good.result?.map(({ statusCode }) => statusCode),
        [201, 201, 200, 200, 204],
      );
      assert.equal(good.result[3]?.resourceBody?.["n"], 2);
      const bad = await container.items.batch(
        [
          { operationType: "Create", resourceBody: { id: "3", pk: "a" } },
          { operationType: "Create", resourceBody: { id: "1", pk: "a" } },
        ],
        "a",
      );
      assert.deepEqual(
        bad.result?.map(({ statusCode }) => statusCode),
        [424, 409],
      );
      assert.equal((await container.item("3", "a").read()).statusCode, 404);
    },
  },
  {
    method: "items.bulk",
    does: "carries out each operation for itself, over all ranges, and goes on after errors when asked",
    outcome: "works",
    async run({ newContainer }) {
      const container = await newContainer({ ranges: 3 });
      await container.items.create({ id: "0", pk: "0" });
      const results = await container.items.bulk(
        Array.from({ length: 12 }, (_, index) => ({
          operationType: "Create" as const,
          partitionKey: String(index),
          resourceBody: { id: String(index), pk: String(index) },
        })),
        { continueOnError: true },
      );
      assert.deepEqual(
        results.map(({ statusCode }) => statusCode),
        [409, ...Array.from({ length: 11 }, () => 201)],
      );
      const { resources } = await container.items.readAll().fetchAll();
      assert.equal(resources.length, 12);
    },
  },
  {
    method: "items.executeBulkOperations",
    does: "does the same, with the token of each operation",
    outcome: "works",
    missing: {
      "3.17.3": "came with 4.4.1",
      "4.0.0": "came with 4.4.1",
    },
    async run({ newContainer }) {
      const container = await newContainer({ ranges: 2 });
      await container.items.create({ id: "0", pk: "0" });
      const results = await container.items.executeBulkOperations(
        Array.from({ length: 6 }, (_, index) => ({
          operationType: "Create" as const,
          partitionKey: String(index),
          resourceBody: { id: String(index), pk: String(index) },
        })),
      );
      assert.equal(results[0]?.error?.code, 409);
      for (const { response } of results.slice(1)) {
        assert.equal(response?.statusCode, 201);
        assert.match(String(response.sessionToken), /^\d:-1#\d+$/);
      }
    },
  },
  {
    method: "items.changeFeed",
    does: "answers what changed in a partition key since the last answer",
    outcome: "works",
    async run({ container }) {
      await container.items.create({ id: "1", pk: "a" });
      await container.items.create({ id: "2", pk: "b" });
      const feed = container.items.changeFeed<{ id: string }>("a", {
        startFromBeginning: true,
      });
      const first = await feed.fetchNext();
      assert.deepEqual(
        first.result.map(({ id }) => id),
        ["1"],
      );
      assert.match(first.sessionToken, /^0:-1#\d+$/);
      await container.items.upsert({ id: "3", pk: "a" });
      const second = container.items.changeFeed<{ id: string }>("a", {
        continuation: first.etag,
      });
      assert.deepEqual(
        (await second.fetchNext()).result.map(({ id }) => id),
        ["3"],
      );
    },
  },
  {
    method: "items.readChangeFeed",
    does: "starts from now where it is not told otherwise",
    outcome: "works",
    async run({ container }) {
      await container.items.create({ id: "1", pk: "a" });
      const now = container.items.readChangeFeed("a", {});
      const { result, etag } = await now.fetchNext();
      assert.deepEqual(result, []);
      await container.items.create({ id: "2", pk: "a" });
      const next = container.items.readChangeFeed<{ id: string }>("a", {
        continuation: etag,
      });
      assert.deepEqual(
        (await next.fetchNext()).result.map(({ id }) => id),
        ["2"],
      );
    },
  },
  {
    method: "items.getChangeFeedIterator",
    does: "answers the changes of all ranges, each with its token",
    outcome: "works",
    missing: { "3.17.3": "came with 4.0.0" },
    async run({ module, newContainer }) {
      const container = await newContainer({ ranges: 3 });
      for (const id of ["1", "2", "3", "4", "5"]) {
        await container.items.create({ id, pk: id });
      }
      const iterator = container.items.getChangeFeedIterator<{ id: string }>({
        changeFeedStartFrom: module.ChangeFeedStartFrom.Beginning(),
        maxItemCount: 2,
      });
      const found: string[] = [];
      let empty = 0;
      while (empty < 3) {
        const answer = await iterator.readNext();
        if (answer.statusCode === 304) empty++;
        else {
          assert.match(answer.sessionToken, /^\d:-1#\d+$/);
          found.push(...answer.result.map(({ id }) => id));
        }
      }
      assert.deepEqual(found.sort(), ["1", "2", "3", "4", "5"]);
    },
  },
];
