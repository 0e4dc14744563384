import assert from "node:assert/strict";
import { bodyOf, lastExpr, lowered } from "./testing.ts";

/** The text from a call's `argsStart` on; "none" where it has no parentheses. */
function argsText(text: string): string {
  const expr = lastExpr(text);
  assert.ok(expr.k === "call");
  return expr.argsStart < 0 ? "none" : text.slice(expr.argsStart);
}

describe("lowering calls", () => {
  it("tells calls from constructions", () => {
    assert.equal(bodyOf("f(1); new F(1); new F"), "^f(1); new ^F(1); new ^F()");
  });

  it("keeps type arguments", () => {
    assert.equal(
      bodyOf("f<Item, Array<Item>>(1); new Map<string, Item>(); f?.<Item>(1)"),
      "^f<^Item, ^Array<^Item>>(1); new ^Map<^string, ^Item>(); ^f?.<^Item>(1)",
    );
  });

  it("finds the place of the first argument behind a plain callee", () => {
    assert.equal(argsText("container.item (id)"), "id)");
  });

  it("finds it behind type arguments", () => {
    assert.equal(
      argsText("item.read<Map<A, (b: C) => D>>(options)"),
      "options)",
    );
  });

  it("finds it behind comments with parentheses in them", () => {
    assert.equal(argsText("f /* ( */ // (\n (x)"), "x)");
  });

  it("finds it behind a callee in parentheses", () => {
    assert.equal(argsText("((f as Fn))(x)"), "x)");
    assert.equal(argsText("f()(x)"), "x)");
    assert.equal(argsText("f?.(x)"), "x)");
    assert.equal(argsText("f!(x)"), "x)");
  });

  it("finds none where a construction has no parentheses", () => {
    assert.equal(argsText("new Client"), "none");
    assert.equal(argsText("new (make())"), "none");
    assert.equal(argsText("new (make())(x)"), "x)");
  });

  it("keeps import() apart, and require() as a call of a global", () => {
    assert.equal(
      bodyOf('await import("m"); require("n"); import(name)'),
      'await import("m"); ^require("n"); import(^name)',
    );
  });

  it("lists the modules of import() and of the global require()", () => {
    assert.deepEqual(
      lowered(
        'import("a"); require("b"); import(name); function f(require) { require("no"); }',
      ).sources,
      ["a", "b"],
    );
  });
});
