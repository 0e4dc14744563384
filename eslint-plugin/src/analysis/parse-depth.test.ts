import assert from "node:assert/strict";
import { isShallow } from "./parse-depth.ts";

describe("guessing how deeply a text nests", () => {
  it("takes ordinary code for shallow, however long", () => {
    const code =
      "export async function f(a: A[]): Promise<void> {\n  if (a.b) { await c.d({ e: `f${g}` }); }\n}\n";
    assert.equal(
      isShallow(code.repeat(10).replaceAll("\n}", ";\n};").repeat(300)),
      true,
    );
  });

  it("takes a long list for shallow", () => {
    assert.equal(
      isShallow(`x = [${"{ a: 1, b: [2, 3] },".repeat(20_000)}]`),
      true,
    );
  });

  it("takes open brackets for deep", () => {
    assert.equal(isShallow("(".repeat(2000)), false);
    assert.equal(isShallow("f(() => {".repeat(300)), false);
    assert.equal(isShallow("`${".repeat(2000)), false);
    assert.equal(isShallow("<a>".repeat(2000)), false);
  });

  it("takes nesting without brackets for deep", () => {
    assert.equal(isShallow("a => ".repeat(1000)), false);
    assert.equal(isShallow("a + ".repeat(1000)), false);
    assert.equal(isShallow("typeof ".repeat(2000)), false);
    assert.equal(isShallow("if (a) b(); else ".repeat(2000)), false);
  });

  it("is not led astray by brackets in strings, comments, templates and patterns", () => {
    assert.equal(isShallow('(")" + '.repeat(1000)), false);
    assert.equal(isShallow("(/* ); */".repeat(2000)), false);
    assert.equal(isShallow("(`);` + ".repeat(1000)), false);
    assert.equal(isShallow("(/[);]/ + ".repeat(1000)), false);
    assert.equal(isShallow('a("(", /[(]/, `(`); // (\n'.repeat(5000)), true);
  });
});
