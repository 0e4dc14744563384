import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findSourceType, parsePath } from "./lint.ts";

describe("path of a message", () => {
  it("is read step by step", () => {
    assert.deepEqual(
      parsePath(
        "This read passes no token (src/orders.ts:41 -> src/orderService.ts:30 -> src/orderRepository.ts:18).",
      ),
      [
        { file: "src/orders.ts", line: 41 },
        { file: "src/orderService.ts", line: 30 },
        { file: "src/orderRepository.ts", line: 18 },
      ],
    );
  });

  it("may hold blanks in the folders after the first step", () => {
    assert.deepEqual(parsePath("src/a.ts:1 -> my app/b.ts:22, and 2 more"), [
      { file: "src/a.ts", line: 1 },
      { file: "my app/b.ts", line: 22 },
    ]);
  });

  it("is empty when the message names one place only", () => {
    assert.deepEqual(parsePath("bound in orders/function.json:11"), []);
  });
});

describe("source type of a file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "real-code-"));
    mkdirSync(path.join(folder, "esm/src"), { recursive: true });
    writeFileSync(
      path.join(folder, "esm/package.json"),
      '{ "type": "module" }',
    );
    writeFileSync(path.join(folder, "package.json"), "{}");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is module in a package that says so", () => {
    assert.equal(findSourceType(folder, "esm/src/a.js", "run();"), "module");
  });

  it("is commonjs in a package that does not say", () => {
    assert.equal(findSourceType(folder, "a.js", "return 1;"), "commonjs");
  });

  it("is module where the text imports, whatever the package says", () => {
    assert.equal(
      findSourceType(folder, "a.js", 'import x from "x";'),
      "module",
    );
  });

  it("follows the ending before anything else", () => {
    assert.equal(findSourceType(folder, "esm/src/a.cjs", ""), "commonjs");
    assert.equal(findSourceType(folder, "a.mjs", ""), "module");
  });
});
