import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { compileQuery } from "../compileQuery.ts";
import type { Item } from "../Query.ts";

/** From its thousandth item on a query filters with generated code. */
const few = 40;
const many = 1500;

const value = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  0,
  1,
  2,
  "a",
  "b",
  [1],
  { x: 1 },
  { x: "a" },
);
const item = fc.tuple(value, value).map(([a, b]): Item => ({ a, b }));
const literal = fc.constantFrom(
  "0",
  "1",
  "'a'",
  "null",
  "true",
  "undefined",
  "@p",
  "[1]",
);
const path = fc.constantFrom(
  "c.a",
  "c.b",
  "c.a.x",
  "c['b'].x",
  "c.length",
  "c.a.constructor",
  "c.a['0']",
);
const comparison = fc
  .tuple(path, fc.constantFrom("=", "!=", "<", "<=", ">", ">="), literal)
  .map((parts) => parts.join(" "));

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    comparison,
    path,
    path.map((one) => `IS_DEFINED(${one})`),
    fc
      .tuple(path, literal, literal)
      .map(([one, a, b]) => `${one} IN (${a}, ${b}, 2)`),
    fc.tuple(path, literal).map(([one, a]) => `${one} NOT IN (${a}, 'b')`),
    tie("condition").map((inner) => `NOT (${inner})`),
    fc
      .tuple(tie("condition"), tie("condition"))
      .map(([a, b]) => `(${a}) AND (${b})`),
    fc
      .tuple(tie("condition"), tie("condition"), tie("condition"))
      .map((parts) => parts.map((part) => `(${part})`).join(" OR ")),
  ),
}));

describe("a filter over many items", () => {
  it("lets the same items through as over few", () => {
    fc.assert(
      fc.property(
        fc.array(item, { minLength: few, maxLength: few }),
        condition,
        (items, where) => {
          const query = compileQuery({
            query: `SELECT * FROM c WHERE ${where}`,
            parameters: [{ name: "@p", value: "b" }],
          });
          const short = [...query.run(items)];
          const others = Array.from({ length: many }, (): Item => ({}));
          const rest = [...query.run(others)].length;
          assert.deepEqual(
            [...query.run([...others, ...items])].slice(rest),
            short,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
