import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileQuery } from "./compileQuery.ts";
import type { Item } from "./Query.ts";
import { QueryError } from "./QueryError.ts";

const people: Item[] = [
  { id: "1", name: "Ann", age: 30, tags: ["a", "b"], home: { city: "Rome" } },
  { id: "2", name: "Bob", age: 20, tags: ["b"], home: { city: "Oslo" } },
  { id: "3", name: "Cid", tags: [], home: null },
];

function results(
  query: string,
  parameters: Readonly<Record<string, unknown>> = {},
): unknown[] {
  const list = Object.entries(parameters).map(([name, value]) => ({
    name,
    value,
  }));
  return [...compileQuery({ query, parameters: list }).run(people)];
}

describe("a compiled query", () => {
  it("gives the whole items that its filter lets through", () => {
    assert.deepEqual(results("SELECT * FROM c WHERE c.home.city = 'Oslo'"), [
      people[1],
    ]);
  });

  it("takes the values of its parameters", () => {
    const query = "SELECT VALUE c.id FROM c WHERE c.age >= @least";
    assert.deepEqual(results(query, { "@least": 25 }), ["1"]);
  });

  it("can be run again over other items", () => {
    const query = compileQuery({ query: "SELECT VALUE COUNT(1) FROM c" });
    assert.deepEqual([...query.run(people)], [3]);
    assert.deepEqual([...query.run(people.slice(1))], [2]);
  });

  it("has one time for all its items where that was asked for", () => {
    let now = 0;
    const query = compileQuery(
      {
        query:
          "SELECT VALUE [GetCurrentTimestampStatic(), GetCurrentTimestamp()] FROM c",
      },
      { now: () => now, random: () => 0 },
    );
    const times: unknown[] = [];
    for (const taken of query.run(people)) {
      times.push(taken);
      now += 10;
    }
    assert.deepEqual(times, [
      [0, 0],
      [0, 10],
      [0, 20],
    ]);
    assert.deepEqual([...query.run(people)][0], [30, 30]);
  });

  it("gives results as they are taken, and looks at no item behind the last one taken", () => {
    let looked = 0;
    function* counted(): Generator<Item> {
      for (const item of people) {
        looked++;
        yield item;
      }
    }
    const query = compileQuery({ query: "SELECT VALUE c.id FROM c" });
    const [first] = query.run(counted());
    assert.deepEqual([first, looked], ["1", 1]);
  });

  it("says of an item whether FROM and WHERE let something of it through", () => {
    const query = compileQuery({
      query: "from c join t in c.tags where t = 'a'",
    });
    assert.deepEqual(
      people.map((item) => query.concerns(item)),
      [true, false, false],
    );
  });

  it("names what an item must be equal to", () => {
    const { equalities } = compileQuery({
      query: `SELECT * FROM c WHERE c.id = @id AND 'Rome' = c["home"].city AND (c.age = 1 OR c.age = 2)`,
      parameters: [{ name: "@id", value: "1" }],
    });
    assert.deepEqual(
      [...equalities],
      [
        ["id", "1"],
        ["home/city", "Rome"],
      ],
    );
  });

  it("refuses what is no query with the place and the service's code", () => {
    assert.throws(
      () => results("SELECT * FORM c"),
      (error) =>
        error instanceof QueryError &&
        error.errors ===
          '{"errors":[{"severity":"Error","location":{"start":9,"end":13},"code":"SC1001",' +
            `"message":"Syntax error, incorrect syntax near 'FORM'."}]}`,
    );
  });
});
