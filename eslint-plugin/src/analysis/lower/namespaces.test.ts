import assert from "node:assert/strict";
import { showBody, showExports } from "./show.ts";
import { bodyOf, lowered } from "./testing.ts";

describe("lowering namespaces", () => {
  it("makes an object of what a namespace exports", () => {
    assert.equal(
      bodyOf(
        "namespace A { const hidden = 1; export const b = hidden; export function c() {} }",
      ),
      "{ const hidden = 1; const b = hidden; const A = {b: b, c: c} }",
    );
  });

  it("nests dotted namespaces", () => {
    assert.equal(
      bodyOf("namespace A.B { export const c = 1 }"),
      "{ const c = 1; const A = {B: {c: c}} }",
    );
  });

  it("adds to what the name means already", () => {
    assert.equal(
      bodyOf(
        "class A {} namespace A { export const b = 1 } namespace C { export let d = 1 } namespace C { export let e = 2 }",
      ),
      "class0; { const b = 1; (A.b = b) }; { let d = 1; const C = {d: d} }; { let e = 2; (C.e = e) }",
    );
  });

  it("does not take a namespace's exports for the module's", () => {
    const ir = lowered("export namespace A { export const b = 1 }");
    assert.equal(showExports(ir), "A: A");
  });

  it("leaves out declared namespaces, modules and globals", () => {
    const ir = lowered(
      'declare namespace A { const b: C } declare module "m" { const d: E } declare global { var f: G }',
    );
    assert.equal(showBody(ir), "");
  });
});
