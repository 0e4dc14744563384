import assert from "node:assert/strict";
import { Module, createRequire } from "node:module";
import path from "node:path";
import { LateCode } from "./lateCode.ts";

const { cache } = createRequire(import.meta.url);
/** As if the bundles stood beside this source. */
const late = ["analyse.cjs", "babel-parser.cjs"].map((name) =>
  path.join(import.meta.dirname, name),
);

let lateCode: LateCode;

function answer(times: number): void {
  for (let count = 0; count < times; count++)
    lateCode.noteAnswer(`/p/${count}.ts`);
}

function loaded(): number {
  return late.filter((file) => cache[file] !== undefined).length;
}

describe("code that is loaded late", () => {
  beforeEach(() => {
    for (const file of late) cache[file] = new Module(file);
    lateCode = new LateCode();
    lateCode.watch(import.meta.url);
    lateCode.noteUse(50);
  });
  afterEach(() => {
    for (const file of late) Reflect.deleteProperty(cache, file);
  });

  it("is let go when many files were answered for without it", () => {
    answer(20);
    assert.equal(loaded(), 2);
    answer(200);
    assert.equal(loaded(), 0);
  });

  it("is let go soon in a large project", () => {
    lateCode.noteUse(1000);
    answer(20);
    assert.equal(loaded(), 0);
  });

  it("stays while it is used now and then", () => {
    for (let round = 0; round < 20; round++) {
      lateCode.noteUse(50);
      answer(20);
    }
    assert.equal(loaded(), 2);
  });

  it("stays until all files with findings were asked for", () => {
    lateCode.expectReports(["/p/handler.ts"]);
    answer(300);
    assert.equal(loaded(), 2);
    lateCode.noteAnswer("/p/handler.ts");
    answer(20);
    assert.equal(loaded(), 2);
    answer(200);
    assert.equal(loaded(), 0);
  });
});
