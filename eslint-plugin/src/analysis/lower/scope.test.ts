import assert from "node:assert/strict";
import type { FileIr } from "../ir.ts";
import { showBinding, showBindings, showBody } from "./show.ts";
import { bodyOf, lowered } from "./testing.ts";

/** The bindings that the references of the last statement, an array, are bound to. */
function boundBy(text: string): (number | undefined)[] {
  const statement = lowered(text).functions[0]?.body.at(-1);
  assert.ok(statement?.k === "expr" && statement.expr.k === "array");
  return statement.expr.elements.map((element) => {
    assert.ok(element.k === "ref");
    return element.binding;
  });
}

function kindsOf(ir: FileIr): string[] {
  return ir.bindings.map(({ kind, name }) => `${kind} ${name}`);
}

describe("binding names", () => {
  it("binds a use before its declaration, also from inside a function", () => {
    const ir = lowered("f(); function f() { return later } const later = 1;");
    assert.equal(showBody(ir), "f(); const later = 1");
    assert.equal(showBody(ir, 1), "return later");
  });

  it("hides an outer name in a block, and shows it again behind it", () => {
    const ir = lowered("const a = 1; { const a = 2; a } a");
    const [, block, last] = ir.functions[0]!.body;
    assert.ok(block?.k === "block" && block.body[1]?.k === "expr");
    assert.ok(block.body[1].expr.k === "ref" && last?.k === "expr");
    assert.ok(last.expr.k === "ref");
    assert.notEqual(block.body[1].expr.binding, last.expr.binding);
    assert.equal(last.expr.binding, 0);
  });

  it("lets var out of its block and let not", () => {
    assert.equal(
      bodyOf("{ var a = 1; let b = 2; } a; b"),
      "{ var a = 1; let b = 2 }; a; ^b",
    );
  });

  it("finds var in every kind of statement", () => {
    assert.deepEqual(
      boundBy(
        "if (x) var a; else var b; for (var c;;) var d; for (var e of x) ; while (x) { var f } try { var g } catch { var h } finally { var i } switch (x) { case 1: var j } l: var k; do var l1; while (x); [a, b, c, d, e, f, g, h, i, j, k, l1]",
      ),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
  });

  it("makes one binding of what is declared twice", () => {
    assert.deepEqual(kindsOf(lowered("var a; var a; function b() {} var b;")), [
      "var a",
      "function b",
    ]);
  });

  it("gives parameters, catch parameters and function names their scopes", () => {
    const ir = lowered(
      "(function self(a) { try {} catch (e) { e } self; a; e }); self; a",
    );
    assert.equal(
      showBody(ir, 1),
      "try {} catch (e) { e } finally {}; self; a; ^e",
    );
    assert.equal(showBody(ir), "fn1; ^self; ^a");
    assert.equal(ir.bindings[ir.functions[1]!.selfBinding!]?.owner, 1);
  });

  it("binds arguments to the nearest function that is no arrow", () => {
    const ir = lowered("function f() { return () => arguments } arguments");
    assert.equal(showBody(ir, 2), "return arguments");
    assert.equal(ir.functions[2]?.argumentsBinding, undefined);
    assert.equal(ir.bindings[ir.functions[1]!.argumentsBinding!]?.owner, 1);
    assert.equal(showBody(ir), "^arguments");
  });

  it("knows the owner of each name", () => {
    const ir = lowered(
      "let a; function f(b) { let c; return (d) => { { let e } } }",
    );
    assert.equal(
      showBindings(ir),
      "let a; function f; param b of fn1; let c of fn1; param d of fn2; let e of fn2",
    );
  });

  it("says where a name is declared", () => {
    assert.deepEqual(
      lowered("const { a: bc } = x; import d from 'm'").bindings.map(
        (b) => b.start,
      ),
      [11, 28],
    );
  });

  it("tells a type from a value of the same name", () => {
    const ir = lowered(
      "interface Item { id: string } function f(Item: Item) { return Item }",
    );
    assert.equal(showBinding(ir, 2), "param Item of fn1 : Item");
    const type = ir.functions[1]?.params[0]?.type;
    assert.ok(type?.t === "name");
    assert.equal(type.binding, 0);
  });

  it("gives a constant and a type of one name one binding with both meanings", () => {
    const ir = lowered(
      "type Level = string; const Level = 1; export { Level };",
    );
    assert.equal(showBindings(ir), "const Level is ^string");
    const merged = lowered("class A {} interface A extends B { c: D }");
    assert.equal(showBinding(merged, 0), "class A extends ^B {c: ^D}");
  });

  it("does not take a type for a value", () => {
    assert.equal(bodyOf("type a = string; a"), "^a");
  });

  it("hides an outer type behind a type parameter", () => {
    const ir = lowered(
      "import { T } from 'm'; function f<T extends Item>(a: T) {}",
    );
    const type = ir.functions[1]?.params[0]?.type;
    assert.ok(type?.t === "name" && type.binding !== undefined);
    assert.equal(showBinding(ir, type.binding), "alias T of fn1 is ^Item");
  });

  it("is not confused by names like those of Object's own members", () => {
    const ir = lowered(
      "constructor; toString.__proto__; export const __proto__ = 1, hasOwnProperty = 2;",
    );
    assert.equal(
      showBody(ir),
      "^constructor; ^toString.__proto__; const __proto__ = 1; const hasOwnProperty = 2",
    );
    assert.deepEqual(Object.keys(ir.exports), ["__proto__", "hasOwnProperty"]);
  });
});
