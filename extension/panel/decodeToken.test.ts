import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { decodeToken, shortToken } from "./decodeToken.ts";

describe("a token in the panel", () => {
  it("is short in a row, and says how many ranges more it has", () => {
    assert.equal(shortToken("0:-1#42"), "#42");
    assert.equal(shortToken("0:-1#42,1:-1#7,2:-1#9"), "#42 +2");
  });

  it("is decoded range by range", () => {
    assert.deepEqual(decodeToken("0:1#100#1=20#2=5,1:21"), [
      "range 0 · LSN 100 · version 1 · region 1 at 20 · region 2 at 5",
      "range 1 · LSN 21",
    ]);
  });

  it("is shown as it is where it is none", () => {
    assert.equal(shortToken("<script>"), "<script>");
    assert.deepEqual(decodeToken("<script>"), ["This is no session token."]);
  });
});
