import assert from "node:assert/strict";
import { showBinding, showBindings, showType } from "./show.ts";
import { lowered } from "./testing.ts";

/** The type of the first variable that is declared with one. */
function typeOf(annotation: string): string {
  const ir = lowered(`let x: ${annotation};`);
  return showType(ir.bindings[0]?.type);
}

describe("lowering types", () => {
  it("keeps names, dotted names and arguments", () => {
    assert.equal(
      typeOf("Map<string, cosmos.Container>"),
      "^Map<^string, ^cosmos.Container>",
    );
  });

  it("binds the first part of a name", () => {
    const ir = lowered('import * as cosmos from "m"; let x: cosmos.Container;');
    assert.equal(showType(ir.bindings[1]?.type), "cosmos.Container");
  });

  it("writes arrays of all kinds as Array", () => {
    assert.equal(typeOf("(readonly A[])[]"), "^Array<^Array<^A>>");
  });

  it("keeps unions and intersections without what names nothing", () => {
    assert.equal(typeOf('A | undefined | "b"'), "^A | ^undefined");
    assert.equal(typeOf('A & B | "b"'), "^A & ^B");
    assert.equal(typeOf('A | "b"'), "^A");
  });

  it("keeps object types with their methods", () => {
    assert.equal(
      typeOf(
        '{ a: A; readonly "b c"?: B; m(x: C): D; get g(): E; set s(v: F); [k: string]: G; new (): H }',
      ),
      "{a: ^A, b c: ^B, m: (^C) => ^D, g: ^E, s: ^F}",
    );
  });

  it("keeps function types by position", () => {
    assert.equal(
      typeOf("(this: X, a: A, b, ...c: C[]) => Promise<D>"),
      "(^A, ?, ^Array<^C>) => ^Promise<^D>",
    );
  });

  it("keeps typeof of a value", () => {
    const ir = lowered("const client = 1; let x: typeof client.a;");
    assert.equal(showType(ir.bindings[1]?.type), "typeof client.a");
  });

  it("keeps the places of type arguments that it leaves out", () => {
    assert.equal(typeOf('Pair<"a", B>'), "^Pair<^unknown, ^B>");
  });

  it("leaves out what names no type", () => {
    assert.equal(typeOf("[A, B]"), "?");
    assert.equal(typeOf("keyof A"), "?");
    assert.equal(typeOf("A extends B ? C : D"), "?");
    assert.equal(typeOf('A["b"]'), "?");
    assert.equal(typeOf("{ [K in A]: B }").includes("B"), false);
  });

  it("gives import types a binding as an import would", () => {
    const ir = lowered('let x: import("m").a.B<C>, y: import("m").a.D;');
    assert.equal(
      showBindings(ir),
      "let x : a.B<^C>; let y : a.D; import a = a of m (type)",
    );
    assert.deepEqual(ir.sources, ["m"]);
  });

  it("reads type predicates as what the function returns", () => {
    const ir = lowered(
      "function f(a): a is Item { } function g(a): asserts a is Item { }",
    );
    assert.equal(showType(ir.functions[1]?.returns), "^boolean");
    assert.equal(showType(ir.functions[2]?.returns), "^void");
  });

  it("keeps interfaces with bases, and adds up their declarations", () => {
    const ir = lowered(
      "interface A extends B<C>, ns.D { e: E } interface A { f(): F }",
    );
    assert.equal(
      showBinding(ir, 0),
      "interface A extends ^B<^C>, ^ns.D {e: ^E, f: () => ^F}",
    );
  });

  it("keeps what an alias stands for", () => {
    assert.equal(
      showBindings(lowered("export type A = B | C;")),
      "alias A is ^B | ^C",
    );
  });

  it("takes a type parameter for its constraint", () => {
    const ir = lowered("interface A<T extends B> { c: T }");
    assert.equal(showBindings(ir), "interface A {c: T}; alias T is ^B");
  });
});
