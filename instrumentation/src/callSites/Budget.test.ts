import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Budget } from "./Budget.ts";

describe("the budget of looks at the stack", () => {
  it("is spent at once, and comes back with time", () => {
    let now = 0;
    const budget = new Budget(2, 10, () => now);
    assert.deepEqual(
      [budget.take(), budget.take(), budget.take()],
      [true, true, false],
    );
    now = 99;
    assert.equal(budget.take(), false);
    now = 200;
    assert.equal(budget.take(), true);
    now = 100_000;
    assert.deepEqual(
      [budget.take(), budget.take(), budget.take()],
      [true, true, false],
    );
  });
});
