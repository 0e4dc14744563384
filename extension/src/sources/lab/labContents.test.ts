import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { describeLab, type LabState } from "./labContents.ts";

const state = (
  queues: readonly string[],
  topics: readonly string[],
  containers: readonly string[],
): LabState => ({
  serviceBus: {
    queues: queues.map((name) => ({ name })),
    topics: topics.map((name) => ({ name })),
  },
  cosmos: {
    databases: [{ id: "shop", containers: containers.map((id) => ({ id })) }],
  },
});

describe("what is in a lab, in words", () => {
  it("is named as it is called", () => {
    assert.equal(
      describeLab(state(["orders"], [], ["orders"])),
      'the queue "orders" and the container shop/orders',
    );
    assert.equal(
      describeLab(state(["a", "b"], ["t"], ["orders"])),
      'the queues "a" and "b", the topic "t" and the container shop/orders',
    );
  });

  it("is counted where there is much of it", () => {
    assert.equal(
      describeLab(state(["a", "b", "c", "d"], [], ["orders"])),
      "4 queues and the container shop/orders",
    );
  });

  it("may be nothing", () => {
    assert.equal(describeLab(state([], [], [])), "nothing in it yet");
  });
});
