import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  runHistory,
  type HistoryResult,
} from "../../test-support/sessionHistory.ts";

/** lab/bench/histories.ts runs far more of them. */
const SEEDS = 12;
const OPERATIONS = 600;

async function histories(passTokens: boolean): Promise<HistoryResult[]> {
  const results: HistoryResult[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const options = { seed, operations: OPERATIONS, passTokens };
    results.push(await runHistory(options));
  }
  return results;
}

function sum(
  results: readonly HistoryResult[],
  of: (result: HistoryResult) => number,
): number {
  return results.reduce((total, result) => total + of(result), 0);
}

describe("sessions over lagging replicas, through splits, freezes and failovers", function () {
  it("keep all four guarantees when tokens are passed", async () => {
    const results = await histories(true);
    for (const [index, { first }] of results.entries()) {
      assert.equal(first, undefined, `seed ${index + 1}`);
    }
    assert.ok(sum(results, ({ reads }) => reads) > 500);
    assert.ok(sum(results, ({ refused }) => refused) > 0);
  });

  it("break them when tokens are not passed", async () => {
    const results = await histories(false);
    for (const guarantee of [
      "read your writes",
      "monotonic reads",
      "writes follow reads",
    ] as const) {
      const count = sum(results, ({ violations }) => violations[guarantee]);
      assert.ok(count > 0, guarantee);
    }
  });

  it("keep the order of writes in every view, because a replica applies them in their order", async () => {
    const results = await histories(false);
    const count = sum(
      results,
      ({ violations }) => violations["monotonic writes"],
    );
    assert.equal(count, 0);
  });

  it("replay exactly from the same seed", async () => {
    const options = { seed: 7, operations: 500, passTokens: false };
    assert.deepEqual(await runHistory(options), await runHistory(options));
  });
});
