import assert from "node:assert/strict";
import { describeToken, tokenAt } from "./describeToken.ts";

describe("a session token under the mouse", () => {
  it("is found in code, logs and JSON", () => {
    const line = '{"x-ms-session-token":"0:-1#42","status":200}';
    assert.deepEqual(tokenAt(line, line.indexOf("#42")), {
      start: 23,
      end: 30,
      token: "0:-1#42",
    });
  });

  it("is found whole, with all its ranges and regions", () => {
    const token = "0:1#100#1=20#2=-1,1:1#7";
    assert.equal(tokenAt(`token=${token} served`, 15)?.token, token);
  });

  it("is not seen in a time of day, a port or a colour", () => {
    assert.equal(tokenAt("12:30", 2), undefined);
    assert.equal(tokenAt("http://127.0.0.1:8081#12", 18), undefined);
    assert.equal(tokenAt("color:#42", 7), undefined);
  });

  it("is not seen beside the mouse", () => {
    assert.equal(tokenAt("0:-1#42 and more", 12), undefined);
  });

  it("is found near the place in a line of megabytes", () => {
    const line = `${"x ".repeat(500_000)}0:-1#42`;
    assert.equal(tokenAt(line, line.length - 2)?.token, "0:-1#42");
  });

  it("is explained range by range", () => {
    const text = describeToken("0:1#100#1=20,1:-1#7");
    assert.match(text, /2 partition key ranges/);
    assert.match(text, /\| `0` \| 1 \| 100 \| 1: 20 \|/);
    assert.match(text, /\| `1` \| -1 \(one region\) \| 7 \| {2}\|/);
  });
});
