import assert from "node:assert/strict";
import {
  differencesOfPairs,
  judge,
  ratioOfShare,
  ratiosOfPairs,
  spreadOf,
} from "./statistics.ts";

describe("what many runs say together", () => {
  it("takes the middle run of an odd number, in whatever order they came", () => {
    assert.deepEqual(spreadOf([9, 1, 5, 3, 7]), {
      min: 1,
      lower: 3,
      median: 5,
      upper: 7,
      max: 9,
    });
  });

  it("takes the mean of the two middle runs of an even number", () => {
    const { lower, median, upper } = spreadOf([4, 1, 3, 2]);
    assert.deepEqual([lower, median, upper], [1.75, 2.5, 3.25]);
  });

  it("is not moved by one run that the machine held up", () => {
    assert.equal(spreadOf([10, 10, 10, 10, 90]).median, 10);
  });

  it("sorts by value and not by text", () => {
    assert.equal(spreadOf([100, 9, 20]).median, 20);
  });

  it("leaves the runs it was given in their order", () => {
    const runs = [3, 1, 2];
    spreadOf(runs);
    assert.deepEqual(runs, [3, 1, 2]);
  });

  it("refuses to sum up nothing", () => {
    assert.throws(() => spreadOf([]), /no run/);
  });

  it("compares each run with the one beside it, so that a slow minute cancels out", () => {
    assert.deepEqual(
      ratiosOfPairs([11, 22, 33], [10, 20, 30]),
      [1.1, 1.1, 1.1],
    );
  });

  it("gives what each run cost more than the one beside it", () => {
    assert.deepEqual(differencesOfPairs([5, 7], [2, 8]), [3, -1]);
  });

  it("refuses pairs in which one run is missing", () => {
    assert.throws(() => ratiosOfPairs([1, 2], [1]), /2 and 1/);
  });

  it("refuses to compare with a run that took no time", () => {
    assert.throws(() => ratiosOfPairs([1], [0]), /Cannot compare/);
  });
});

describe("a ratio and its limit", () => {
  it("is within when the middle half of the pairs is", () => {
    assert.equal(
      judge(spreadOf([1.01, 1.02, 1.02, 1.03, 1.2]), 1.03),
      "within",
    );
  });

  it("is over when the middle half of the pairs is", () => {
    assert.equal(judge(spreadOf([1, 1.05, 1.06, 1.07, 1.08]), 1.03), "over");
  });

  it("is in the noise when the middle half lies around the limit", () => {
    assert.equal(
      judge(spreadOf([0.9, 0.95, 1.02, 1.1, 1.2]), 1.03),
      "in the noise",
    );
  });

  it("of a run that spends a fifth of itself in our code is a quarter more", () => {
    assert.equal(ratioOfShare(0.2), 1.25);
  });

  it("of a run that spends nothing in our code is one", () => {
    assert.equal(ratioOfShare(0), 1);
  });

  it("has no answer for a share above the whole", () => {
    assert.throws(() => ratioOfShare(1.1), /between 0 and 1/);
  });
});
