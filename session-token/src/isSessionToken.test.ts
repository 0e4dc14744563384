import assert from "node:assert/strict";
import fc from "fast-check";
import { isSessionToken } from "./isSessionToken.ts";

describe("isSessionToken", () => {
  it("says yes to a token of each form", () => {
    assert.ok(isSessionToken("0:-1#42"));
    assert.ok(isSessionToken("0:1#100#1=20#2=5,1:1#3"));
    assert.ok(isSessionToken("0:21"));
  });

  it("says no to a Service Bus session id", () => {
    assert.ok(!isSessionToken("customer-17"));
  });

  it("says no to the texts that a missing token turns into", () => {
    assert.ok(!isSessionToken("undefined"));
    assert.ok(!isSessionToken("[object Object]"));
    assert.ok(!isSessionToken(""));
    assert.ok(!isSessionToken('"0:-1#42"'));
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        assert.equal(typeof isSessionToken(value), "boolean");
      }),
    );
  });
});
