import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { runSdkHistory } from "../../test-support/sdkHistory.ts";
import { describeViolation } from "./describeViolation.ts";

describe("histories of the real SDK, through lag, splits, freezes and failovers", function () {
  this.timeout(120_000);

  const size = { clients: 5, operations: 150 };

  it("break no guarantee when clients pass their tokens", async () => {
    for (const seed of [1, 2]) {
      const { operations, sessions, examples } = await runSdkHistory({
        ...size,
        seed,
        passTokens: true,
      });
      assert.deepEqual(examples.map(describeViolation), []);
      assert.equal(sessions, size.clients);
      assert.ok(operations > 100);
    }
  });

  it("break read your writes and monotonic reads when they do not", async () => {
    const { broken } = await runSdkHistory({
      ...size,
      seed: 1,
      passTokens: false,
    });
    assert.ok(broken["read your writes"] > 0);
    assert.ok(broken["monotonic reads"] > 0);
  });
});
