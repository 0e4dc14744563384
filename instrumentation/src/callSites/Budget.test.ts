import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Budget } from "./Budget.ts";

describe("the budget of looks at the stack", () => {
  it("is spent at once, and comes back with time", () => {
    const budget = new Budget(2, 10);
    const times = [1000, 1000, 1000, 1099, 1200, 9000, 9000, 9000];
    assert.deepEqual(
      times.map((ms) => budget.take(ms)),
      [true, true, false, false, true, true, true, false],
    );
  });
});
