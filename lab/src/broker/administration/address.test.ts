import assert from "node:assert/strict";

import { readAddress } from "./address.ts";

describe("an address of the administration API", () => {
  it("may be the namespace or one of its lists", () => {
    assert.deepEqual(readAddress("/"), { kind: "root" });
    assert.deepEqual(readAddress("/$namespaceinfo"), { kind: "namespace" });
    assert.deepEqual(readAddress("/$Resources/Queues"), { kind: "queues" });
    assert.deepEqual(readAddress("/$resources/topics/"), { kind: "topics" });
  });

  it("may be a queue or a topic, with slashes in its name", () => {
    assert.deepEqual(readAddress("/a/b%2Fc"), {
      kind: "entity",
      name: "a/b/c",
    });
  });

  it("may be a subscription, or those of a topic", () => {
    assert.deepEqual(readAddress("/a/b/Subscriptions/"), {
      kind: "subscriptions",
      topic: "a/b",
    });
    assert.deepEqual(readAddress("/a/b/subscriptions/s"), {
      kind: "subscription",
      topic: "a/b",
      name: "s",
    });
  });

  it("may be a rule, or those of a subscription", () => {
    assert.deepEqual(readAddress("/t/Subscriptions/s/Rules/"), {
      kind: "rules",
      topic: "t",
      subscription: "s",
    });
    assert.deepEqual(readAddress("/t/Subscriptions/s/rules/$Default"), {
      kind: "rule",
      topic: "t",
      subscription: "s",
      name: "$Default",
    });
    assert.deepEqual(readAddress("/t/Subscriptions/rules"), {
      kind: "subscription",
      topic: "t",
      name: "rules",
    });
  });

  it("is not known when it is none of these", () => {
    assert.deepEqual(readAddress("/$Resources/Relays"), {
      kind: "unknown",
      path: "$Resources/Relays",
    });
  });

  it("is refused when it is not well encoded", () => {
    assert.throws(() => readAddress("/%ff"), { status: 400 });
  });
});
