import assert from "node:assert/strict";
import type { Container, FeedOptions, SqlQuerySpec } from "@azure/cosmos";
import type { Bench, Row } from "../Row.ts";

/** Twelve items over three ranges: n is 0 to 11, color is red, green or blue. */
async function filled(bench: Bench): Promise<Container> {
  const container = await bench.newContainer({ ranges: 3 });
  const colors = ["red", "green", "blue"];
  for (let n = 0; n < 12; n++) {
    const color = colors[n % 3];
    await container.items.create({ id: String(n), pk: `k${n}`, n, color });
  }
  return container;
}

async function all(
  container: Container,
  query: string | SqlQuerySpec,
  options?: FeedOptions,
): Promise<unknown[]> {
  const { resources } = await container.items
    .query<unknown>(query, options)
    .fetchAll();
  return resources;
}

export const queryRows: readonly Row[] = [
  {
    method: "items.query fetchAll",
    does: "filters by parameters over all ranges",
    outcome: "works",
    async run(bench) {
      const container = await filled(bench);
      const found = await all(container, {
        query: "SELECT VALUE c.n FROM c WHERE c.color = @color AND c.n > @n",
        parameters: [
          { name: "@color", value: "red" },
          { name: "@n", value: 2 },
        ],
      });
      assert.deepEqual(found.sort(), [3, 6, 9].sort());
    },
  },
  {
    method: "items.query fetchNext",
    does: "goes page by page, with a token, and goes on by continuation",
    outcome: "works",
    async run({ container }) {
      for (const id of ["1", "2", "3", "4", "5"]) {
        await container.items.create({ id, pk: "a" });
      }
      const options = { partitionKey: "a", maxItemCount: 2 };
      const query = "SELECT VALUE c.id FROM c";
      const first = await container.items
        .query<string>(query, options)
        .fetchNext();
      assert.deepEqual(first.resources, ["1", "2"]);
      const { headers } = first as unknown as {
        headers: Record<string, string>;
      };
      assert.match(headers["x-ms-session-token"]!, /^0:-1#\d+$/);
      const { continuationToken } = first;
      const next = await container.items
        .query<string>(query, { ...options, continuationToken })
        .fetchNext();
      assert.deepEqual(next.resources, ["3", "4"]);
    },
  },
  {
    method: "items.query iteration",
    does: "ends after the last item",
    outcome: "works",
    async run({ container }) {
      for (const id of ["1", "2", "3"]) {
        await container.items.create({ id, pk: "a" });
      }
      const iterator = container.items.query<string>(
        "SELECT VALUE c.id FROM c",
        { maxItemCount: 1 },
      );
      const found: string[] = [];
      for await (const { resources } of iterator.getAsyncIterator()) {
        found.push(...resources);
      }
      assert.deepEqual(found, ["1", "2", "3"]);
    },
  },
  {
    method: "items.query ORDER BY",
    does: "is merged over ranges by the SDK",
    outcome: "works",
    async run(bench) {
      const container = await filled(bench);
      const query = "SELECT VALUE c.n FROM c ORDER BY c.n DESC";
      assert.deepEqual(
        await all(container, query, { maxItemCount: 2 }),
        [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
      );
    },
  },
  {
    method: "items.query ORDER BY, in a partition",
    does: "is answered directly, page by page",
    outcome: "works",
    async run({ container }) {
      for (const n of [3, 1, 5, 2, 4]) {
        await container.items.create({ id: String(n), pk: "a", n });
      }
      const query = "SELECT VALUE c.n FROM c ORDER BY c.n";
      const options = { partitionKey: "a", maxItemCount: 2 };
      assert.deepEqual(await all(container, query, options), [1, 2, 3, 4, 5]);
    },
  },
  {
    method: "items.query aggregates",
    does: "are merged over ranges by the SDK",
    outcome: "works",
    async run(bench) {
      const container = await filled(bench);
      const one = async (select: string): Promise<unknown> =>
        (await all(container, `SELECT VALUE ${select} FROM c`))[0];
      assert.equal(await one("COUNT(1)"), 12);
      assert.equal(await one("SUM(c.n)"), 66);
      assert.equal(await one("MIN(c.n)"), 0);
      assert.equal(await one("MAX(c.n)"), 11);
      assert.equal(await one("AVG(c.n)"), 5.5);
    },
  },
  {
    method: "items.query GROUP BY",
    does: "is merged over ranges by the SDK",
    outcome: "works",
    async run(bench) {
      const container = await filled(bench);
      const found = (await all(
        container,
        "SELECT c.color, COUNT(1) AS many, SUM(c.n) AS total FROM c GROUP BY c.color",
      )) as { color: string }[];
      assert.deepEqual(
        found.sort((a, b) => a.color.localeCompare(b.color)),
        [
          { color: "blue", many: 4, total: 26 },
          { color: "green", many: 4, total: 22 },
          { color: "red", many: 4, total: 18 },
        ],
      );
    },
  },
  {
    method: "items.query DISTINCT, TOP, OFFSET LIMIT",
    does: "are merged over ranges by the SDK",
    outcome: "works",
    async run(bench) {
      const container = await filled(bench);
      const colors = await all(
        container,
        "SELECT DISTINCT VALUE c.color FROM c",
      );
      assert.deepEqual(colors.sort(), ["blue", "green", "red"]);
      const top = "SELECT TOP 2 VALUE c.n FROM c ORDER BY c.n";
      assert.deepEqual(await all(container, top), [0, 1]);
      const page = "SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 3 LIMIT 2";
      assert.deepEqual(await all(container, page), [3, 4]);
    },
  },
  {
    method: "items.query JOIN",
    does: "makes several results of one item, also over pages",
    outcome: "works",
    async run({ container }) {
      await container.items.create({ id: "1", pk: "a", tags: ["x", "y", "z"] });
      await container.items.create({ id: "2", pk: "a", tags: ["w"] });
      const query = "SELECT VALUE t FROM c JOIN t IN c.tags";
      const found = await all(container, query, {
        partitionKey: "a",
        maxItemCount: 2,
      });
      assert.deepEqual(found, ["x", "y", "z", "w"]);
    },
  },
  {
    method: "items.query by a prefix of a hierarchical key",
    does: "finds what has that prefix",
    outcome: "works",
    missing: { "3.17.3": "hierarchical keys came with 4.0.0" },
    async run({ newContainer }) {
      const container = await newContainer({
        ranges: 2,
        paths: ["/tenant", "/user"],
      });
      for (const tenant of ["t1", "t2"]) {
        for (const user of ["u1", "u2"]) {
          await container.items.create({
            id: `${tenant}${user}`,
            tenant,
            user,
          });
        }
      }
      const found = await all(container, "SELECT VALUE c.id FROM c", {
        partitionKey: ["t1"],
      });
      assert.deepEqual(found.sort(), ["t1u1", "t1u2"]);
    },
  },
  {
    method: "items.query with an error",
    does: "answers 400 and names what it did not understand",
    outcome: "works",
    async run({ container }) {
      await assert.rejects(
        all(container, "SELECT * FROM c WHERE"),
        (error: { code?: unknown; message: string }) =>
          error.code === 400 && error.message.includes("Syntax error"),
      );
    },
  },
];
