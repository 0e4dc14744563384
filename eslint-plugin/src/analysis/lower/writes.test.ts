import assert from "node:assert/strict";
import { showFunction } from "./show.ts";
import { lowered } from "./testing.ts";

/** What the first function of the text writes. */
function writesOf(text: string): string {
  const shown = showFunction(lowered(text), 1);
  const at = shown.indexOf(" writes ");
  return at < 0 ? "nothing" : shown.slice(at + 1);
}

describe("what a function writes", () => {
  it("sees assignments to module-level variables", () => {
    assert.equal(
      writesOf(
        "function f() { a = 1; b += 1; c++; d ??= 1; [e, { x: g }] = x; for (h of x) ; } let a, b, c, d, e, g, h;",
      ),
      "writes a, b, c, d, e, g, h",
    );
  });

  it("sees assignments to and deletions of their members, at any depth", () => {
    assert.equal(
      writesOf(
        "function f() { a.x = 1; b.x[y].z = 1; (c as Item).x = 1; delete d.x; } const a = {}, b = {}, c = {}, d = {};",
      ),
      "writes a, b, c, d",
    );
  });

  it("sees methods that put something in", () => {
    assert.equal(
      writesOf(
        "function f() { a.push(1); b.x.set(1, 2); c.add(1); d.unshift(1); e.splice(0, 1); Object.assign(g, x); Object.defineProperty(h, 'x', {}); } const a = [], b = {}, c = new Set(), d = [], e = [], g = {}, h = {};",
      ),
      "writes a, b, c, d, e, g, h",
    );
  });

  it("does not see reads, declarations, or what is declared inside", () => {
    assert.equal(
      writesOf(
        "function f() { const b = a.x; let c; c = 1; c.x = 2; a.get(1); x.y = 1; } const a = new Map();",
      ),
      "nothing",
    );
  });

  it("counts a write for the innermost function only", () => {
    const ir = lowered("let a; function f() { return () => { a = 1 } }");
    assert.deepEqual(ir.functions[1]?.writesBindings, []);
    assert.deepEqual(ir.functions[2]?.writesBindings, [0]);
  });

  it("counts what the module body itself writes", () => {
    const ir = lowered("let a; a = 1;");
    assert.deepEqual(ir.functions[0]?.writesBindings, [0]);
  });

  it("sees fields of `this`, also from an arrow in the method", () => {
    const ir = lowered(
      "class A { m() { this.a = 1; this.b.c = 2; this.d.push(1); this.#e = 3; (this as any).f = 4; x(() => { this.g = 5 }); function h() { this.no = 1 } } }",
    );
    assert.deepEqual(ir.functions[1]?.writesFields, [
      "a",
      "b",
      "d",
      "#e",
      "f",
      "g",
    ]);
    assert.deepEqual(ir.functions[2]?.writesFields, ["g"]);
  });

  it("sees fields that are put on `this` as a whole", () => {
    assert.equal(
      writesOf(
        "function f() { Object.assign(this, { a: 1, b }); Object.defineProperty(this, 'c', { value: 1 }); }",
      ),
      "writes this.a, this.b, this.c",
    );
  });
});
