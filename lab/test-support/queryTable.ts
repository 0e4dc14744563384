import assert from "node:assert/strict";
import { it } from "mocha";
import { compileQuery } from "../src/gateway/query/compileQuery.ts";
import type { Item } from "../src/gateway/query/Query.ts";
import { QueryError } from "../src/gateway/query/QueryError.ts";

/** Stands in a table for "no value". */
export const nothing = Symbol("nothing");

const held = {
  now: () => Date.UTC(2026, 0, 31, 12, 30, 15, 250),
  random: () => 0.25,
};

/** A test for each expression with its value, as `SELECT VALUE` gives it without any item. */
export function values(
  rows: readonly (readonly [expression: string, value: unknown])[],
): void {
  for (const [expression, value] of rows) {
    it(`${expression} is ${value === nothing ? "nothing" : JSON.stringify(value)}`, () => {
      const query = compileQuery({ query: `SELECT VALUE ${expression}` }, held);
      assert.deepEqual([...query.run([])], value === nothing ? [] : [value]);
    });
  }
}

/** A test for each query with its results over the items. */
export function results(
  items: readonly Item[],
  rows: readonly (readonly [query: string, results: readonly unknown[]])[],
): void {
  for (const [query, expected] of rows) {
    it(query, () => {
      const compiled = compileQuery({ query }, held);
      assert.deepEqual([...compiled.run(items)], expected);
    });
  }
}

/** A test for each query with a part of the message, and the text that the error points at. */
export function refusals(
  rows: readonly (readonly [query: string, message: string, at: string])[],
): void {
  for (const [query, message, at] of rows) {
    it(`${query} is refused`, () => {
      assert.throws(
        () => [...compileQuery({ query }).run([{ id: "1" }])],
        (error) => {
          assert.ok(error instanceof QueryError);
          const place = query.slice(error.start, error.end);
          assert.deepEqual(
            [place, error.message.includes(message)],
            [at, true],
          );
          return true;
        },
      );
    });
  }
}
