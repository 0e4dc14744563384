import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { lowerFile } from "./lower/index.ts";
import { parseWithBabel } from "./parse-babel.ts";
import { parseFile } from "./parse.ts";
import { parseWithOxc } from "./parse-oxc.ts";

function assertSame(file: string, text: string): void {
  const program = parseWithOxc(file, text);
  assert.ok(program, `oxc-parser gave no tree for ${text}`);
  assert.deepEqual(
    lowerFile(file, program, text),
    lowerFile(file, parseWithBabel(file, text), text),
    text,
  );
}

/** One construct a line. */
const typescript = String.raw`
"use strict"; 'directive';
const s = "😀é𝒳", t = 'a\
b', u = "\u{1F600}", v = 0x10, w = 1e3, x = 10n, y = /a(b)/gu, z = null;
const { a, b: { c = 1 }, ["d"]: e, [f]: g, ...h } = i; const [j, , [k] = l, ...m] = n;
let o: Map<string, A.B> | undefined = new Map(), p: typeof q.r, q1: import("m").A.B<C>, r1: typeof import("m");
((a!)).b; (a?.b).c; a?.b!.c(); a?.[0]?.b?.<T>(1); f<T>(1); f<T>; new (g())(1); new A; new A.B<C>(); (((f)))((1));
a = b as C; (a as any).b = <any>c; a satisfies D; a! = 1; [1] as const; (a as any) = 1; ({ a: b!, ...(c as D) } = e);
async function* f1(this: W, a: A, { b }: B = {}, [c] = d, e?: E, ...g: G[]): AsyncGenerator<X> { yield; yield* a; await b; for await (const c of d) c; arguments; new.target }
function over(a: string): void; function over(a: any) {} declare function amb(): Item; declare const dc: Item; declare let dl: A, dm: B;
@dec @dec2() export class C1<T extends A = B> extends Base<T> implements I, N.J<T> { @f a = 1; static #b?: B = c; 'd e'() {} get f() { return 1 } set f(v) {} [g]() {} static async *h() {} accessor i = 2; @p constructor(private readonly a: A, b = 1, public c: C = d) { super(a) } declare j: J; readonly [k: string]: K; static { this.x = 1 } over(a: 1): void; over(a: any) {} m?(): void; override n = () => this.a }
class C4 { m(@a() b, @c() d?: D, @e /* @f */ g = 1, @h() { i }: I) {} constructor(@l() private readonly m?: M, @n private o = 2) {} }
export abstract class C2 { abstract a(): A; abstract b: B; abstract get c(): C; protected abstract accessor d: D; abstract a(x: X): A }
const k1 = class Named {}, k2 = @d class {}, k3 = class extends (mixin(A) as B)<C> {}; declare class DC { m(): M; m(a: A): N; static s: S; constructor(a: A) }
interface I1<T> extends J<T>, K.L { a: A; b?(c: C): D; readonly "e f": E; get g(): G; set g(v: G); new (h: H): I; (j: J): K; [l: string]: M; 5: N; [Symbol.iterator](): O }
type T1<A> = A extends (infer U)[] ? U : never; type T2 = (a: A, ...b: B[]) => asserts a is C; type T3 = new () => D; type T4 = [a: A, ...B[]]; type T5 = { [K in keyof A]?: B }; type T6 = (A & B)[] | readonly C[] | unique symbol; type T7 = A["b"]; type T8 = \`x\${A}\`; type T9 = (typeof a)[]; type T10 = this is X;
enum E1 { A, B = 5, "C D" = "x", E = 1 << 2 } const enum E2 { A = "a" } declare enum E3 { A }
namespace N1 { export namespace N2 { export class K {} } export const a = 1, { b } = c; function hidden() {} } namespace N3.N4 { export let d = 1 } declare namespace N5 { const x: X } declare module "m" { export const y: Y } declare global { interface Z {} }
import d1, * as ns from "a"; import { e1, f1 as g1, type h1, "i j" as j1 } from "b"; import type k4 from "c"; import type { l1 } from "d"; import m1 = require("e"); import n1 = ns.O.P; import "f"; import o1 from "./g.json" with { type: "json" }; import type p1 = require("h");
export { d1, e1 as default, j1 as "k l" }; export * from "i"; export * as q2 from "j"; export { r as s1, default as t1, type u1 } from "k"; export type { v1 } from "l"; export type * from "m"; export import w1 = require("n"); export import x1 = ns.Q;
export const y1 = () => {}, z1 = async function named() { named }; export function a2() {} export interface B2 {} export type C3 = D; export enum D2 { A } export namespace F2 { export const a = 1 }
if (a) b; else if (c) { d } else e; for (let i = 0, j; i < 1; i++) f; for (;;) break; while (a) { continue } do g(); while (h); for (const { a } of b) c; for (d.e of f) ; for (var i1 in j) k; label: for (;;) { break label }
try { a } catch { b } try { c } catch ({ d }) { e } finally { f } switch (a) { case 1: let b = 2; default: b } throw a; { let c } ; debugger; using r2 = a; { await using s2 = b; }
a + b - c * d ** e; !a, -1, +b, ~c, typeof d, void 0, void f(); delete a.b; a ? b : c; a && b || (c ?? d); a++; --b; a += 1; a ??= b; a ||= c; a &&= d; a in b; a instanceof C; -1n; a <b> c;
tag\`a\${b}c\`; \`d\`; \`e\${f}\${g}\`; tag<T>\`h\`; import("o").then(p); import.meta.url; require("q"); this; super_; ({ a, b: 1, "c": 2, [d]: 3, [\`e\`]: 4, 5: 6, async *f() {}, get g() { return 1 }, set g(v) {}, h: () => {}, ...i, __proto__: j, 10n: k }); [1, , ...a];
module.exports = { a }; exports.b = function () {}; Object.assign(exports, c); Object.defineProperty(this, "d", {}); cache.set(1, 2); function w2() { d1.push(1); a = 1; return () => { this.x.y = 1; cache = 2 } } let cache;
var undefined1 = undefined, args = function () { return () => arguments }; (function self() { self }); async () => { for (using a of b) c; }; <T,>(a: T) => a; async <T>(a: T) => a; (a, b): a is C => d;
export default @ee class extends Z {}
`;

const javascript = String.raw`
import React from "react"; export default function App({ a, ...b }) { return <A b={c} d="e" {...f}>text {g} <h i={<j />} k=<l /> /> {...m} {/* n */}<></></A>; }
const a = <ns:b c:d={e} />, f = <g.h>{i}</g.h>; a < b > (c); f(a < b, c > (d)); var g; var g; function h() {} var h;
class A { static a = 1; #b; c() { return #b in this && this.#b } static { } 'constructor'() {} get; set; static; async; await }
`;

describe("oxc-parser", () => {
  it("is what the tests run with", () => {
    const { program } = parseSync("a.ts", "1");
    assert.equal(parseWithOxc("a.ts", "1")?.type, program.type);
  });

  it("gives the same form as Babel for each construct of TypeScript", () => {
    for (const line of typescript
      .replaceAll("\\`", "`")
      .replaceAll("\\$", "$")
      .split(/(?<!\\)\n/)) {
      assertSame("file.ts", line);
    }
  });

  it("gives the same form as Babel for JavaScript and JSX", () => {
    for (const line of javascript.split("\n")) assertSame("file.jsx", line);
    assertSame("file.tsx", "const a = <T,>(b: T) => <c d={b as E}>{f!}</c>;");
  });

  it("gives the same form as Babel for declaration files", () => {
    assertSame(
      "file.d.ts",
      "export const a: A; export function f(): F; export default class C { m(): M } declare module 'n' {}",
    );
  });

  it("gives the same form as Babel for the sources of @azure/functions", () => {
    const root = path.join(
      path.dirname(
        createRequire(import.meta.url).resolve("@azure/functions/package.json"),
      ),
      "src",
    );
    const files = readdirSync(root, {
      recursive: true,
      encoding: "utf8",
    }).filter((file) => file.endsWith(".ts"));
    assert.ok(files.length > 20);
    for (const file of files)
      assertSame(file, readFileSync(path.join(root, file), "utf8"));
  });

  it("leaves texts with errors to Babel, which tells the place", () => {
    assert.equal(parseWithOxc("a.ts", "let a = ;"), undefined);
    assert.deepEqual(
      parseFile("a.ts", "let a = ;"),
      parseFile("a.ts", "let a = ;", "babel"),
    );
  });

  it("leaves text to Babel that could end the process by its nesting", () => {
    assert.equal(parseWithOxc("a.ts", "(".repeat(100_000)), undefined);
  });
});
