import assert from "node:assert/strict";
import { showBindings, showBody, showExports } from "./show.ts";
import { lowered } from "./testing.ts";

function exportsIn(text: string): string {
  return showExports(lowered(text));
}

describe("lowering imports", () => {
  it("keeps what each name is imported as", () => {
    assert.equal(
      showBindings(
        lowered(
          'import a, { b, c as d, default as e, "f g" as h } from "m"; import * as i from "n"; import j = require("o");',
        ),
      ),
      "import a = default of m; import b = b of m; import d = c of m; import e = default of m; import h = f g of m; import i = * of n; import j = = of o",
    );
  });

  it("marks imports of types", () => {
    assert.equal(
      showBindings(
        lowered(
          'import type { a } from "m"; import { type b, c } from "n"; import type d = require("o");',
        ),
      ),
      "import a = a of m (type); import b = b of n (type); import c = c of n; import d = = of o (type)",
    );
  });

  it("lists every module once", () => {
    assert.deepEqual(
      lowered(
        'import "a"; import b from "b"; export * from "c"; export { d } from "d"; import e = require("e"); require("f"); import("g"); import h from "b"; let x: import("i").J',
      ).sources,
      ["a", "b", "c", "d", "e", "f", "g", "i"],
    );
  });

  it("reads an import of a namespace's member as a constant and a type", () => {
    const ir = lowered(
      'import * as cosmos from "m"; import Container = cosmos.Container; let x: Container;',
    );
    assert.equal(
      showBody(ir),
      "const Container = cosmos.Container; let x: Container",
    );
    assert.equal(
      showBindings(ir),
      "import cosmos = * of m; const Container is cosmos.Container; let x : Container",
    );
  });
});

describe("lowering exports", () => {
  it("keeps declarations", () => {
    assert.equal(
      exportsIn(
        "export const a = 1, { b, c: [d] } = x; export function e() {} export class F {} export interface G {} export type H = G; export enum I {} export namespace J { export const x = 1 } export abstract class K {}",
      ),
      "a: a; b: b; d: d; e: e; F: F; G: G; H: H; I: I; J: J; K: K",
    );
  });

  it("keeps names, renamed names and names from elsewhere", () => {
    assert.equal(
      exportsIn(
        'import { a } from "m"; const b = 1; export { a, b as c, b as default }; export { d, default as e } from "n"; export * as f from "o"; export * from "p"; export type { G } from "q";',
      ),
      "a: a; c: b; default: b; d: d of n; e: default of n; f: * of o; G: G of q; * of p",
    );
  });

  it("keeps a default export by its binding where it is a name", () => {
    assert.equal(exportsIn("const a = 1; export default a;"), "default: a");
    assert.equal(exportsIn("export default function f() {}"), "default: f");
    assert.equal(exportsIn("export default class C {}"), "default: C");
    assert.equal(exportsIn("export default interface I {}"), "default: I");
  });

  it("evaluates a default export that is no name at its place, once", () => {
    const ir = lowered("a(); export default make({ b: 1 }); c();");
    assert.equal(showExports(ir), "default: ^make({b: 1})");
    assert.equal(showBody(ir), "^a(); ^make({b: 1}); ^c()");
    const statement = ir.functions[0]?.body[1];
    const exported = ir.exports["default"];
    assert.ok(statement?.k === "expr" && exported?.kind === "expr");
    assert.equal(statement.expr, exported.expr);
  });

  it("keeps `export =`", () => {
    assert.equal(exportsIn("class A {} export = A;"), "=: A");
    assert.equal(exportsIn("export = { a: 1 };"), "=: {a: 1}");
  });

  it("keeps `export import`", () => {
    assert.equal(
      exportsIn('export import a = require("m"); export import b = a.c;'),
      "a: a; b: b",
    );
  });

  it("knows a CommonJS module by what it assigns", () => {
    assert.equal(lowered("module.exports = { a: 1 }").isCommonJs, true);
    assert.equal(lowered("module.exports.a = 1").isCommonJs, true);
    assert.equal(lowered("exports.a = () => {}").isCommonJs, true);
    assert.equal(
      lowered('Object.defineProperty(exports, "a", {})').isCommonJs,
      true,
    );
    assert.equal(
      lowered("exports.a.b(1); const c = module.exports").isCommonJs,
      false,
    );
    assert.equal(
      lowered("function f(exports) { exports.a = 1 }").isCommonJs,
      false,
    );
  });
});
