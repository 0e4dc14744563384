import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Expression, QueryNode } from "./ast.ts";
import { compileQuery } from "./compileQuery.ts";
import { parseQuery } from "./parse/parseQuery.ts";
import { printQuery } from "./print.ts";
import { QueryError } from "./QueryError.ts";

const span = { start: 0, end: 0 };
const name = fc.constantFrom("c", "t", "_x1", "Families");
const anyName = fc.oneof(
  name,
  fc.constantFrom("order", "a b", "", "'", "ü", "__proto__"),
);
const count = fc.option(
  fc.oneof(
    fc.nat().map((value) => ({ kind: "literal" as const, value, ...span })),
    fc.constant({ kind: "parameter" as const, name: "@n", ...span }),
  ),
  { nil: undefined },
);

const { query } = fc.letrec<{ query: QueryNode; expression: Expression }>(
  (tie) => {
    const expression = tie("expression");
    const list = fc.array(expression, { minLength: 1, maxLength: 3 });
    const node = <K extends Expression["kind"]>(
      kind: K,
      fields: {
        readonly [
          F in Exclude<
            keyof Extract<Expression, { kind: K }>,
            "kind" | "start" | "end"
          >
        ]: fc.Arbitrary<unknown>;
      },
    ): fc.Arbitrary<Expression> =>
      fc
        .record(fields as Record<string, fc.Arbitrary<unknown>>, {
          noNullPrototype: true,
        })
        .map((made) => ({ kind, ...made, ...span }) as unknown as Expression);
    const literal = fc
      .oneof(
        fc.string({ unit: "binary" }),
        fc
          .double({ min: 0, noNaN: true, noDefaultInfinity: true })
          .map(Math.abs),
        fc.constantFrom(true, false, null, undefined),
      )
      .map((value): Expression => ({ kind: "literal", value, ...span }));
    const negated = fc.boolean();
    return {
      expression: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        literal,
        node("name", { name }),
        node("parameter", { name: fc.constantFrom("@a", "@b_1") }),
        node("member", {
          object: expression,
          key: fc.oneof(
            anyName.map((value) => ({ kind: "literal", value, ...span })),
            expression,
          ),
        }),
        node("array", { elements: fc.array(expression, { maxLength: 3 }) }),
        node("object", {
          properties: fc.array(
            fc
              .tuple(anyName, expression)
              .map(([key, value]) => ({ name: key, value })),
            { maxLength: 3 },
          ),
        }),
        node("unary", {
          operator: fc.constantFrom("+", "-", "~", "NOT"),
          operand: expression,
        }),
        node("binary", {
          operator: fc.constantFrom(
            "=",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "+",
            "-",
            "*",
            "/",
            "%",
            "&",
            "|",
            "^",
            "<<",
            ">>",
            ">>>",
            "||",
            "??",
          ),
          left: expression,
          right: expression,
        }),
        node("logical", {
          operator: fc.constantFrom("AND", "OR"),
          operands: fc.array(expression, { minLength: 2, maxLength: 4 }),
        }),
        node("conditional", {
          condition: expression,
          consequent: expression,
          alternate: expression,
        }),
        node("between", {
          negated,
          operand: expression,
          low: expression,
          high: expression,
        }),
        node("in", { negated, operand: expression, list }),
        node("like", {
          negated,
          operand: expression,
          pattern: expression,
          escape: fc.constantFrom(undefined, "!", "'"),
        }),
        node("call", {
          name: fc.constantFrom("LENGTH", "Left", "f"),
          isUdf: fc.constant(false),
          args: fc.array(expression, { maxLength: 3 }),
        }),
        node("call", {
          name: fc.constantFrom("tax"),
          isUdf: fc.constant(true),
          args: list,
        }),
        node("subquery", { query: tie("query") }),
        node("exists", { query: tie("query") }),
        node("arrayQuery", { query: tie("query") }),
      ),
      query: fc
        .record(
          {
            distinct: fc.boolean(),
            top: count,
            select: fc.oneof(
              fc.constant({ kind: "star" as const, ...span }),
              expression.map((value) => ({
                kind: "value" as const,
                expression: value,
                ...span,
              })),
              fc
                .array(
                  fc
                    .tuple(expression, fc.option(anyName, { nil: undefined }))
                    .map(([value, alias]) => ({
                      expression: value,
                      alias,
                      ...span,
                    })),
                  { minLength: 1, maxLength: 3 },
                )
                .map((items) => ({ kind: "list" as const, items, ...span })),
            ),
            sources: fc.array(
              fc
                .tuple(
                  fc.oneof(
                    fc
                      .tuple(
                        name,
                        fc.array(fc.oneof(anyName, fc.nat()), { maxLength: 3 }),
                      )
                      .map(([root, steps]) => ({
                        kind: "path" as const,
                        root,
                        steps,
                        ...span,
                      })),
                    tie("query").map((inner) => ({
                      kind: "subquery" as const,
                      query: inner,
                      ...span,
                    })),
                  ),
                  fc.option(name, { nil: undefined }),
                  fc.boolean(),
                )
                .map(([collection, alias, iterates]) => ({
                  collection,
                  alias,
                  iterates: iterates && alias !== undefined,
                  ...span,
                })),
              { maxLength: 2 },
            ),
            where: fc.option(expression, { nil: undefined }),
            groupBy: fc.array(expression, { maxLength: 2 }),
            orderBy: fc.array(
              fc.tuple(expression, fc.boolean()).map(([value, descending]) => ({
                expression: value,
                descending,
                ...span,
              })),
              { maxLength: 2 },
            ),
            offset: count,
          },
          { noNullPrototype: true },
        )
        .map((made): QueryNode => ({ ...made, limit: made.offset, ...span })),
    };
  },
);

describe("a printed query", () => {
  it("reads back as the same tree", () => {
    fc.assert(
      fc.property(query, (tree) => {
        assert.deepEqual(
          withoutSpans(parseQuery(printQuery(tree))),
          withoutSpans(tree),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("any text", () => {
  const word = fc.constantFrom(
    ..."SELECT FROM WHERE c c. .a * ( ) [ ] { } , : ' \" 'x' 1 -1 1e9 @p AND OR NOT IN LIKE BETWEEN ?? ? || | GROUP ORDER BY VALUE TOP DISTINCT JOIN EXISTS( ARRAY( COUNT(1) LENGTH( -- /* */ OFFSET LIMIT = != < undefined null udf.f( as x ESCAPE".split(
      " ",
    ),
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 25 }).map((words) => words.join(" ")),
    fc
      .array(word, { maxLength: 25 })
      .map((words) => `SELECT ${words.join("")}`),
    query.map(printQuery),
    fc.string({ unit: "binary", maxLength: 60 }),
  );

  it("is a query that runs, or an error with a place in the text", () => {
    const items = [{ id: "1", a: [1, { x: "y" }], t: null }, { id: "2" }];
    fc.assert(
      fc.property(text, (source) => {
        try {
          const compiled = compileQuery({
            query: source,
            parameters: [{ name: "@p", value: 2 }],
          });
          for (const item of items) compiled.concerns(item);
          JSON.stringify([...compiled.run(items)]);
          JSON.stringify(compiled.plan);
        } catch (error) {
          assert.ok(error instanceof QueryError, String(error));
          assert.ok(error.start >= 0 && error.end <= source.length);
          assert.ok(error.start <= error.end && error.message.length > 10);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("may be nested and long without end", () => {
    const refuses = (source: string): void =>
      assert.throws(() => compileQuery({ query: source }), QueryError);
    refuses(`SELECT ${"(".repeat(50_000)}`);
    refuses(`SELECT ${"[".repeat(50_000)}`);
    refuses(`SELECT ${"NOT ".repeat(50_000)}1`);
    refuses(`SELECT ${"-".repeat(2)}${"- ".repeat(50_000)}1`);
    refuses(`SELECT ${"1 + ".repeat(50_000)}1`);
    refuses(`SELECT ${"1 ?? ".repeat(50_000)}1`);
    refuses(`SELECT c${".a".repeat(50_000)} FROM c`);
    refuses(`SELECT ${"{a:".repeat(50_000)}`);
    refuses(`SELECT ${"true ? 1 : ".repeat(20_000)}1`);
    refuses(`SELECT ${"(SELECT VALUE ".repeat(20_000)}`);
    refuses(`SELECT '${"x".repeat(600_000)}'`);
  });

  it("may hold a string as long as the service's limit", () => {
    const long = "\\'x".repeat(100_000);
    const [length] = compileQuery({
      query: `SELECT VALUE LENGTH('${long}')`,
    }).run([]);
    assert.equal(length, 200_000);
  });

  it("may have thousands of ORs, as generated filters have", () => {
    const filter = Array.from(
      { length: 10_000 },
      (_, index) => `c.id = '${index}'`,
    );
    const compiled = compileQuery({
      query: `SELECT VALUE c.id FROM c WHERE ${filter.join(" OR ")}`,
    });
    assert.deepEqual(
      [...compiled.run([{ id: "9999" }, { id: "x" }])],
      ["9999"],
    );
  });
});

function withoutSpans(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) =>
      key === "start" || key === "end"
        ? undefined
        : value === undefined
          ? "undefined"
          : value,
    ),
  );
}
