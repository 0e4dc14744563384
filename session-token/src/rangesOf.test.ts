import assert from "node:assert/strict";
import { rangesOf } from "./rangesOf.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

describe("rangesOf", () => {
  it("names the ranges of a token in the order of its text", () => {
    assert.deepEqual(rangesOf("7:-1#1,0:1#100#1=20"), ["7", "0"]);
    assert.deepEqual(rangesOf("0:21"), ["0"]);
  });

  it("refuses what is no token", () => {
    assert.throws(() => rangesOf("customer-17"), SessionTokenError);
  });
});
