import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { checkNaively } from "../../test-support/checkNaively.ts";
import { checkHistory } from "./checkHistory.ts";
import { describeViolation } from "./describeViolation.ts";
import type { Operation, State } from "./Operation.ts";

function state(lsn: number, range = "0", version = -1): State {
  return { range, lsn: BigInt(lsn), version: BigInt(version) };
}

function history(...rows: readonly Partial<Operation>[]): Operation[] {
  return rows.map((row, index) => ({
    n: index + 1,
    line: index + 1,
    after: index,
    session: "billing",
    kind: "read",
    item: 'db/orders\0["A"]\0A',
    container: "db/orders",
    states: [],
    ...row,
  }));
}

describe("the check of a history", () => {
  it("finds a read that does not see the session's own write", () => {
    const { broken, examples } = checkHistory(
      history(
        { kind: "write", states: [state(42)] },
        { states: [state(41)] },
        { states: [state(42)] },
      ),
    );
    assert.deepEqual(broken, {
      "read your writes": 1,
      "monotonic reads": 0,
      "monotonic writes": 0,
      "writes follow reads": 0,
    });
    assert.equal(
      describeViolation(examples[0]!),
      `Read your writes does not hold for "billing":
  1. line 1: it wrote item "A" ["A"] of db/orders, range 0 at LSN 42.
  2. line 2: it read item "A" ["A"] of db/orders, range 0 at LSN 41.
  The second is 1 behind, so it did not see what it had written itself.
`,
    );
  });

  it("finds a read of older data than the session has seen", () => {
    const { broken } = checkHistory(
      history({ states: [state(42)] }, { states: [state(41)] }),
    );
    assert.equal(broken["monotonic reads"], 1);
  });

  it("finds writes of a session in the wrong order, and one that counts as older than what was read", () => {
    const { broken } = checkHistory(
      history(
        { kind: "write", states: [state(42)] },
        { kind: "read", item: "other", states: [state(45)] },
        { kind: "write", states: [state(41)] },
      ),
    );
    assert.equal(broken["monotonic writes"], 1);
    assert.equal(broken["writes follow reads"], 1);
  });

  it("says nothing of two sessions, of another item, or of another range", () => {
    const { examples } = checkHistory(
      history(
        { kind: "write", states: [state(42)] },
        { session: "shop", states: [state(41)] },
        { item: "other", states: [state(41)] },
        { item: undefined, states: [state(7, "1")] },
      ),
    );
    assert.deepEqual(examples, []);
  });

  it("says nothing of a read that began before the write was answered", () => {
    const { examples } = checkHistory(
      history(
        { kind: "write", states: [state(42)] },
        { states: [state(41)], after: 0 },
      ),
    );
    assert.deepEqual(examples, []);
  });

  it("holds a query against all that the session did in its ranges", () => {
    const { broken } = checkHistory(
      history(
        { kind: "write", states: [state(42)] },
        { item: undefined, states: [state(41), state(9, "1")] },
      ),
    );
    assert.equal(broken["read your writes"], 1);
  });

  it("takes a state of a higher version for newer, as after a failover", () => {
    const { examples } = checkHistory(
      history(
        { kind: "write", states: [state(42, "0", 1)] },
        { states: [state(40, "0", 2)] },
      ),
    );
    assert.deepEqual(examples, []);
  });

  it("believes the data more than the token that came with it", () => {
    const { broken, examples } = checkHistory(
      history(
        { kind: "write", states: [state(42)] },
        { states: [state(42)], seen: state(40) },
      ),
    );
    assert.equal(broken["read your writes"], 1);
    assert.match(describeViolation(examples[0]!), /data of range 0 at LSN 40/);
  });

  it("shows the two operations that stand closest together", () => {
    const { examples } = checkHistory(
      history(
        { kind: "write", states: [state(50)] },
        { item: "x", states: [state(60)] },
        { states: [state(41)] },
        { kind: "write", states: [state(61)] },
        { states: [state(59)] },
      ),
    );
    assert.deepEqual([examples[0]!.earlier.n, examples[0]!.later.n], [4, 5]);
  });

  it("finds what looking at each pair finds, in any history", () => {
    const lsn = fc.bigInt({ min: 1n, max: 12n });
    const range = fc.constantFrom("0", "1");
    const someState = fc.record({
      range,
      lsn,
      version: fc.constantFrom(-1n, -1n, 0n),
    });
    const row = fc.record({
      session: fc.constantFrom("a", "b"),
      kind: fc.constantFrom("read" as const, "write" as const),
      item: fc.constantFrom("x", "y"),
      isQuery: fc.boolean(),
      states: fc.uniqueArray(someState, {
        minLength: 1,
        maxLength: 2,
        selector: (one) => one.range,
      }),
      seen: fc.option(someState, { nil: undefined }),
      running: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const operations = rows.map(
          ({ running, isQuery, ...row }, index): Operation => {
            const wholeRange = isQuery && row.kind === "read";
            return {
              ...row,
              item: wholeRange ? undefined : row.item,
              states: wholeRange ? row.states : row.states.slice(0, 1),
              seen: row.kind === "read" ? row.seen : undefined,
              n: index + 1,
              line: index + 1,
              after: Math.max(0, index - running),
              container: "db/orders",
            };
          },
        );
        assert.deepEqual(
          checkHistory(operations).broken,
          checkNaively(operations),
        );
      }),
      { numRuns: 500 },
    );
  });
});
