import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { refusals } from "../../../test-support/queryTable.ts";
import { compileQuery } from "./compileQuery.ts";
import { QueryError } from "./QueryError.ts";

describe("a query that the service refuses", () => {
  refusals([
    ["", "unexpected end", ""],
    ["SELECT", "unexpected end", ""],
    ["SELECT * FROM", "unexpected end", ""],
    ["SELECT * FROM c WHERE", "unexpected end", ""],
    ["SELECT * FROM c WHERE c.a = ", "unexpected end", ""],
    ["SELECT * FROM c c.d", "near '.'", "."],
    ["SELECT c.a, FROM c", "near 'FROM'", "FROM"],
    ["SELECT * FROM c;", "near ';'", ";"],
    ["SELECT c.order FROM c", "near 'order'", "order"],
    ["SELECT c.value FROM c", "near 'value'", "value"],
    ["SELECT 'abc FROM c", "invalid string", "'abc FROM c"],
    ["SELECT 'a\\q' FROM c", "invalid string", "'a\\q'"],
    ["SELECT 1a", "near '1'", "1"],
    ["SELECT #", "near '#'", "#"],
    ["SELECT 1 /* no end", "comment has no end", "/* no end"],
    [
      "SELECT * FROM c WHERE c.a BETWEEN 1 AND 2 AND c.b = 1",
      "parentheses",
      "AND",
    ],
    [
      "SELECT * FROM c WHERE c.b = 1 AND c.a BETWEEN 1 AND 2",
      "parentheses",
      "BETWEEN",
    ],
    ["SELECT * FROM c OFFSET 1", "unexpected end", ""],
    ["SELECT * FROM c OFFSET 1.5 LIMIT 1", "near '1.5'", "1.5"],
    ["SELECT * FROM c WHERE x.a = 1", "'x' could not be resolved", "x"],
    ["SELECT * FROM c JOIN t IN d.tags", "'d' could not be resolved", "d.tags"],
    ["SELECT * FROM c f WHERE c.a = 1", "'c' could not be resolved", "c"],
    [
      "SELECT * FROM c JOIN t IN c.tags",
      "only valid with a single input set",
      "*",
    ],
    ["SELECT *", "FROM clause is omitted", "*"],
    ["SELECT 1 FROM c JOIN c IN c.tags", "more than once", "c IN c.tags"],
    ["SELECT c.a, c.b.a FROM c", "name 'a'", "c.b.a"],
    ["SELECT NOPE(1)", "'NOPE' is not a recognized", "NOPE(1)"],
    ["SELECT LENGTH()", "takes 1 arguments, not 0", "LENGTH()"],
    ["SELECT LEFT('a')", "takes 2 arguments, not 1", "LEFT('a')"],
    [
      "SELECT CONTAINS('a', 'b', true, 1)",
      "takes 2 to 3 arguments",
      "CONTAINS('a', 'b', true, 1)",
    ],
    ["SELECT CONCAT('a')", "takes 2 or more arguments", "CONCAT('a')"],
    ["SELECT * FROM c WHERE c.a = @a", "'@a'", "@a"],
    ["SELECT TOP @a * FROM c", "'@a'", "@a"],
    ["SELECT TOP 1 * FROM c OFFSET 0 LIMIT 1", "TOP cannot be used", "1"],
    ["SELECT c.a FROM c GROUP BY c.b", "GROUP BY", "c"],
    ["SELECT c.a, COUNT(1) FROM c", "GROUP BY", "c"],
    ["SELECT * FROM c GROUP BY c.a", "GROUP BY", "*"],
    [
      "SELECT c.a FROM c GROUP BY c.a ORDER BY c.a",
      "ORDER BY is not supported",
      "c.a",
    ],
    ["SELECT * FROM c WHERE COUNT(1) > 1", "'COUNT'", "COUNT(1)"],
    ["SELECT SUM(MAX(c.a)) FROM c", "'MAX'", "MAX(c.a)"],
    ["SELECT SUM(c.a, 1) FROM c", "one argument", "SUM(c.a, 1)"],
    ["SELECT * FROM c ORDER BY c.a + 1", "could not be mapped", "c.a + 1"],
    [
      "SELECT * FROM c ORDER BY LOWER(c.a)",
      "could not be mapped",
      "LOWER(c.a)",
    ],
    [
      "SELECT t FROM c JOIN t IN c.tags ORDER BY t.a",
      "correlated collections",
      "t.a",
    ],
    [
      "SELECT ARRAY(SELECT VALUE t FROM t IN c.tags ORDER BY t) FROM c",
      "subquery",
      "t",
    ],
    [
      "SELECT VALUE (SELECT VALUE x FROM x IN (SELECT VALUE [1, 2])) FROM c",
      "cardinality",
      "(SELECT VALUE x FROM x IN (SELECT VALUE [1, 2]))",
    ],
    ["SELECT * FROM c WHERE c.a LIKE 'a' ESCAPE 'xy'", "ESCAPE", "'a'"],
  ]);
});

describe("what the lab leaves out", () => {
  refusals([
    ["SELECT udf.tax(c.a) FROM c", "'udf.tax'", "udf.tax(c.a)"],
    [
      "SELECT ST_DISTANCE(c.a, c.b) FROM c",
      "'ST_DISTANCE'",
      "ST_DISTANCE(c.a, c.b)",
    ],
    [
      "SELECT VectorDistance(c.a, [1]) FROM c",
      "'VectorDistance'",
      "VectorDistance(c.a, [1])",
    ],
    [
      "SELECT FullTextContains(c.a, 'x') FROM c",
      "'FullTextContains'",
      "FullTextContains(c.a, 'x')",
    ],
    [
      "SELECT TOP 1 * FROM c ORDER BY RANK FullTextScore(c.a, 'x')",
      "ORDER BY RANK",
      "RANK",
    ],
    [
      "SELECT DateTimeFormat('2020-01-01', 'yyyy')",
      "'DateTimeFormat'",
      "DateTimeFormat('2020-01-01', 'yyyy')",
    ],
  ]);
});

describe("ORDER BY", () => {
  it("may name the property by a parameter", () => {
    const query = compileQuery({
      query: "SELECT VALUE c.id FROM c ORDER BY c[@by]",
      parameters: [{ name: "@by", value: "id" }],
    });
    assert.deepEqual([...query.run([{ id: "b" }, { id: "a" }])], ["a", "b"]);
  });
});

describe("counts of a query", () => {
  const count = (value: unknown) => (): unknown =>
    compileQuery({
      query: "SELECT TOP @n * FROM c",
      parameters: [{ name: "@n", value }],
    });

  it("may be parameters", () => {
    assert.doesNotThrow(count(3));
  });

  it("must be whole and not negative", () => {
    assert.throws(count(-1), QueryError);
    assert.throws(count(1.5), QueryError);
    assert.throws(count("1"), QueryError);
  });
});

describe("a query that no range can answer alone", () => {
  const planOf = (query: string) => (): unknown => compileQuery({ query }).plan;

  it("has no plan when an aggregate is part of an expression", () => {
    assert.throws(planOf("SELECT VALUE COUNT(1) + 1 FROM c"), QueryError);
    assert.throws(planOf("SELECT VALUE {n: COUNT(1)} FROM c"), QueryError);
  });

  it("has no plan when a subquery in FROM would have to be merged", () => {
    const query = "SELECT VALUE COUNT(1) FROM (SELECT DISTINCT c.a FROM c)";
    assert.throws(planOf(query), QueryError);
  });
});
