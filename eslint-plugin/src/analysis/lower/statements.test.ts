import assert from "node:assert/strict";
import { bodyOf, lowered } from "./testing.ts";

describe("lowering statements", () => {
  it("makes one declaration of each variable", () => {
    assert.equal(
      bodyOf("const a = 1, b: Item = x; let c; var d;"),
      "const a = 1; const b: ^Item = ^x; let c; var d",
    );
  });

  it("gives all variables of a declaration its whole span", () => {
    const [first, second] = lowered("const a = 1, b = 2;").functions[0]!.body;
    assert.deepEqual(first?.span, { start: 0, end: 19 });
    assert.deepEqual(second?.span, { start: 0, end: 19 });
  });

  it("takes patterns apart", () => {
    assert.equal(
      bodyOf(
        'const { a, b: { c = 1 }, ["d"]: e, [f]: g, ...h } = x; const [i, , [j] = y, ...k] = z;',
      ),
      "const {a: a, b: {c: c = 1}, d: e, [^f]: g, ...h} = ^x; const [i, , [j] = ^y, ...k] = ^z",
    );
  });

  it("keeps using and await using", () => {
    assert.equal(
      bodyOf("using a = b(); await using c = d();"),
      "using a = ^b(); using c = ^d()",
    );
  });

  it("keeps both branches of a condition", () => {
    assert.equal(
      bodyOf("if (a) b(); else if (c) { d() } else e()"),
      "if (^a) { ^b() } else { if (^c) { ^d() } else { ^e() } }",
    );
  });

  it("makes one form of all loops", () => {
    assert.equal(
      bodyOf(
        "for (let i = 0, n = 1; i < n; i++) f(i); while (a) b(); do c(); while (d); for (;;) break",
      ),
      "loop (let i = 0; let n = 1 | (< i n) | (i op 1)) { ^f(i) }; loop ( | ^a | ) { ^b() }; loop ( | ^d | ) { ^c() }; loop ( |  | ) { break }",
    );
  });

  it("keeps what for-of, for-await and for-in run over", () => {
    assert.equal(
      bodyOf(
        "for (const { a } of xs) a; for await (const m of s) m; for (x.y in z) ;",
      ),
      "each ({a: a} values ^xs) { a }; each await (m values ^s) { m }; each (^x.y keys ^z) {}",
    );
  });

  it("keeps try, catch and finally", () => {
    assert.equal(
      bodyOf(
        "try { a() } catch ({ code }) { code } finally { b() } try { c() } finally {} try {} catch { d() }",
      ),
      "try { ^a() } catch ({code: code}) { code } finally { ^b() }; try { ^c() } finally {}; try {} catch { ^d() } finally {}",
    );
  });

  it("keeps the cases of a switch, whose names are one scope", () => {
    assert.equal(
      bodyOf(
        "switch (a) { case 1: let b = 1; case 2: b; break; default: c() }",
      ),
      "switch (^a) case 1: { let b = 1 } case 2: { b; break } default: { ^c() }",
    );
  });

  it("drops labels, directives, empty statements and debugger", () => {
    assert.equal(
      bodyOf('"use strict"; loop: for (;;) { continue loop } ; debugger; {}'),
      "loop ( |  | ) { continue }",
    );
  });

  it("keeps a block, return and throw", () => {
    assert.equal(
      bodyOf("{ let a = 1; a } return a; throw b"),
      "{ let a = 1; a }; return ^a; throw ^b",
    );
  });

  it("keeps of `declare` only the type", () => {
    const ir = lowered("declare const client: CosmosClient; client.read()");
    assert.equal(ir.functions[0]?.body.length, 1);
    assert.deepEqual(ir.bindings[0]?.type, {
      t: "name",
      name: "CosmosClient",
      args: [],
    });
  });

  it("keeps of a declaration file only the types", () => {
    const ir = lowered(
      "export const a: Item; export function f(): Item;",
      "m.d.ts",
    );
    assert.equal(ir.functions[0]?.body.length, 0);
    assert.equal(ir.functions[1]?.isBodiless, true);
    assert.equal(ir.bindings[0]?.type?.t, "name");
  });
});
