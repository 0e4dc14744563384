import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isFromTap, isTapName, makeTapName, tapSourceOf } from "./tapName.ts";

describe("the name of a tap", () => {
  it("says whose it is, is another one each time, and is short enough for the service", () => {
    const name = makeTapName();
    assert.match(name, /^cosmos-session-tap-/);
    assert.notEqual(name, makeTapName());
    assert.ok(name.length <= 50);
    assert.ok(isTapName(name));
    assert.ok(isTapName(name.toUpperCase()));
  });

  it("is nobody else's: only what we could have made counts as a tap", () => {
    assert.ok(!isTapName("billing"));
    assert.ok(!isTapName("cosmos-session-tap-"));
    assert.ok(!isTapName("cosmos-session-tap-of-billing"));
    assert.ok(!isTapName("my-cosmos-session-tap-0123abcd"));
  });

  it("is told apart from a peek as a source of events", () => {
    assert.ok(isFromTap({ source: tapSourceOf("orders-dev") }));
    assert.ok(!isFromTap({ source: "peek:orders-dev" }));
  });
});
