import assert from "node:assert/strict";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import {
  fetchByTokens,
  fetchOverRanges,
} from "../../../test-support/rangesBehindSdk.ts";
import { compileQuery } from "./compileQuery.ts";
import type { Item } from "./Query.ts";
import { keyOf } from "./values.ts";

type Sdk = Parameters<typeof fetchOverRanges>[0];

/** How the answers of one range and of several may differ: not at all, or in their order. */
interface Asked {
  readonly query: string;
  readonly isOrdered: boolean;
}

const runs = 25;

const item = fc.record(
  {
    n: fc.integer({ min: -3, max: 4 }),
    s: fc.constantFrom("a", "b", "ä", "Z"),
    flag: fc.boolean(),
    home: fc.integer({ min: 0, max: 2 }).map((x) => ({ x })),
    tags: fc.array(fc.constantFrom("u", "v", "w"), { maxLength: 3 }),
  },
  { requiredKeys: ["n", "s", "tags"], noNullPrototype: true },
);

const ranges = fc
  .array(fc.tuple(item, fc.nat({ max: 3 })), { maxLength: 16 })
  .map((list) => {
    const four: Item[][] = [[], [], [], []];
    list.forEach(([one, range], index) =>
      four[range]!.push({ ...one, id: `i${index}`, _rid: toRid(index) }),
    );
    return four;
  });

/** The SDK compares the bytes 8 to 15, the first one least. */
function toRid(index: number): string {
  const bytes = Buffer.alloc(16, 1);
  bytes.writeBigUInt64LE(BigInt(index), 8);
  return bytes.toString("base64").replaceAll("/", "-");
}

const where = fc.constantFrom(
  "",
  " WHERE c.n > 0",
  " WHERE c.s IN ('a', 'b') OR c.flag",
  " WHERE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = 'u')",
  " WHERE c.n > 100",
);
const direction = fc.constantFrom("", " ASC", " DESC");
const counted = fc.constantFrom("", " OFFSET 1 LIMIT 3", " OFFSET 0 LIMIT 2");

const plain = fc
  .tuple(
    fc.constantFrom(
      "SELECT * FROM c",
      "SELECT c.id, c.home.x FROM c",
      "SELECT VALUE {id: c.id, more: [c.n, c.missing]} FROM c",
      "SELECT c.id, t FROM c JOIN t IN c.tags",
    ),
    where,
  )
  .map(([select, filter]) => ({ query: select + filter, isOrdered: true }));

const ordered = fc
  .tuple(
    fc.constantFrom("SELECT", "SELECT TOP 3"),
    fc.constantFrom("*", "c.id", "VALUE c.id", "VALUE c.flag", "c.n AS a, c.s"),
    where,
    direction,
    direction,
    counted,
  )
  .map(([select, what, filter, one, other, count]) => ({
    query:
      `${select} ${what} FROM c${filter} ORDER BY c.n${one}, c.id${other}` +
      (select === "SELECT" ? count : ""),
    isOrdered: true,
  }));

const aggregated = fc
  .tuple(
    fc.constantFrom(
      "VALUE COUNT(1)",
      "VALUE COUNT(c.flag)",
      "VALUE SUM(c.n * 2)",
      "VALUE AVG(c.home.x)",
      "VALUE MAX(c.s)",
      "COUNT(1)",
      "COUNT(1) AS k, SUM(c.n) AS total, AVG(c.n), MAX(c.n) AS most",
    ),
    where,
  )
  .map(([what, filter]) => ({
    query: `SELECT ${what} FROM c${filter}`,
    isOrdered: true,
  }));

const grouped = fc
  .tuple(
    fc.constantFrom(
      "c.s, COUNT(1) AS k",
      "c.s AS name, SUM(c.n) AS total, AVG(c.n) AS mean, MAX(c.n)",
      "VALUE c.s",
      "VALUE COUNT(1)",
    ),
    where,
  )
  .map(([what, filter]) => ({
    query: `SELECT ${what} FROM c${filter} GROUP BY c.s`,
    isOrdered: false,
  }));

const distinct = fc
  .tuple(
    fc.constantFrom(
      "DISTINCT c.n FROM c",
      "DISTINCT VALUE c.s FROM c",
      "DISTINCT c.n, c.s FROM c",
      "DISTINCT VALUE t FROM c JOIN t IN c.tags",
      "DISTINCT VALUE c.home FROM c",
    ),
    where,
  )
  .map(([what, filter]) => ({
    query: `SELECT ${what}${filter}`,
    isOrdered: false,
  }));

const distinctOrdered = fc
  .tuple(
    fc.constantFrom(
      ["VALUE c.s", "c.s"] as const,
      ["c.n", "c.n"] as const,
      ["c.n, c.s", "c.s, c.n"] as const,
    ),
    where,
    direction,
  )
  .map(([[what, order], filter, one]) => ({
    query: `SELECT DISTINCT ${what} FROM c${filter} ORDER BY ${order}${one}`,
    isOrdered: true,
  }));

const distinctCounted = fc
  .tuple(distinctOrdered, counted)
  .map(([{ query }, count]) => ({ query: query + count, isOrdered: true }));

const least = fc
  .tuple(fc.constantFrom("VALUE MIN(c.n)", "MIN(c.s) AS least"), where)
  .map(([what, filter]) => ({
    query: `SELECT ${what} FROM c${filter}`,
    isOrdered: true,
  }));

const resumable = fc
  .tuple(
    fc.constantFrom("*", "c.id", "VALUE c.id", "c.n AS a, c.s"),
    where,
    fc.constantFrom("c.n", "c.id"),
    direction,
  )
  .map(
    ([what, filter, key, way]) =>
      `SELECT ${what} FROM c${filter} ORDER BY ${key}${way}`,
  );

for (const name of ["cosmos-3", "cosmos-4.0", "cosmos-4.9", "cosmos-latest"]) {
  describe(`a query over four ranges, merged by ${name}, answers like over one`, () => {
    let sdk: Sdk;
    // What is wrong in these versions is theirs: see the tests below.
    const isOld = name === "cosmos-3" || name === "cosmos-4.0";

    before(async function () {
      sdk = (await import(name)) as Sdk;
    });

    const holds = (title: string, queries: fc.Arbitrary<Asked>): void => {
      it(title, async function () {
        await fc.assert(
          fc.asyncProperty(ranges, queries, async (four, asked) => {
            const { query, isOrdered } = asked;
            const one = [...compileQuery({ query }).run(four.flat())];
            const merged = await fetchOverRanges(sdk, four, { query });
            if (isOrdered) assert.deepEqual(asJson(merged), one);
            else assert.deepEqual(sorted(asJson(merged)), sorted(one));
          }),
          { numRuns: runs },
        );
      });
    };

    holds("with a filter and joins", plain);
    holds("with ORDER BY, TOP, OFFSET and LIMIT", ordered);
    holds("with aggregates", aggregated);
    holds("with GROUP BY", grouped);
    holds("with DISTINCT", distinct);
    holds("with DISTINCT and ORDER BY", distinctOrdered);
    if (isOld) return;
    holds("with DISTINCT, ORDER BY, OFFSET and LIMIT", distinctCounted);
    holds("with MIN", least);

    it("loses nothing and gives nothing twice behind continuation tokens", async function () {
      await fc.assert(
        fc.asyncProperty(ranges, resumable, async (four, query) => {
          const one = [...compileQuery({ query }).run(four.flat())];
          const merged = await fetchByTokens(sdk, four, { query });
          assert.deepEqual(sorted(asJson(merged)), sorted(one));
        }),
        { numRuns: runs },
      );
    });
  });
}

describe("what old versions of the SDK make of right answers", () => {
  it("3.17.3 and 4.0.0 find no MIN when a range has nothing to compare", async function () {
    const four = [[{ n: 1 }], [], [], []];
    const spec = { query: "SELECT VALUE MIN(c.n) FROM c" };
    for (const name of ["cosmos-3", "cosmos-4.0"]) {
      const sdk = (await import(name)) as Sdk;
      assert.deepEqual(await fetchOverRanges(sdk, four, spec), []);
    }
  });

  it("3.17.3 and 4.0.0 count LIMIT before they leave out what is not distinct", async function () {
    const four = [[{ n: 1 }, { n: 1 }], [{ n: 1 }], [{ n: 2 }], []];
    const spec = {
      query: "SELECT DISTINCT c.n FROM c ORDER BY c.n OFFSET 0 LIMIT 2",
    };
    for (const name of ["cosmos-3", "cosmos-4.0"]) {
      const sdk = (await import(name)) as Sdk;
      assert.deepEqual(await fetchOverRanges(sdk, four, spec), [{ n: 1 }]);
    }
  });
});

/** The SDK's answers as programs write them: without properties that are undefined. */
function asJson(values: readonly unknown[]): unknown[] {
  return JSON.parse(JSON.stringify(values)) as unknown[];
}

function sorted(values: readonly unknown[]): string[] {
  return values.map(keyOf).sort();
}
