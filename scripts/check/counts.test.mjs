import assert from "node:assert/strict";
import {
  countMochaRun,
  formatCounts,
  listFailures,
  sumCounts,
} from "./counts.mjs";

/** @type {(passes: number, failures: number, pending: number) => string} */
const report = (passes, failures, pending) =>
  JSON.stringify({ stats: { passes, failures, pending } });

describe("counting a Mocha run", () => {
  it("takes the numbers of the report when Mocha ends well", () => {
    assert.deepEqual(countMochaRun(report(7, 0, 2), 0), {
      counts: { passed: 7, failed: 0, skipped: 2 },
      trouble: undefined,
    });
  });

  it("does not count failing tests twice for the exit code they cause", () => {
    assert.deepEqual(countMochaRun(report(7, 3, 0), 3).counts, {
      passed: 7,
      failed: 3,
      skipped: 0,
    });
  });

  it("is a failure when Mocha crashed before it wrote a report", () => {
    const { counts, trouble } = countMochaRun(undefined, 0);
    assert.equal(counts.failed, 1);
    assert.match(trouble ?? "", /left no report/);
  });

  it("is a failure when the report is cut off", () => {
    assert.equal(countMochaRun('{"stats": {"pas', 0).counts.failed, 1);
  });

  it("keeps what was counted and adds a failure when a test ended the process", () => {
    const text = JSON.stringify({
      stats: { passes: 4, failures: 0, pending: 0 },
      diedAt: 'in or after "a token is kept"',
    });
    const { counts, trouble } = countMochaRun(text, 0);
    assert.deepEqual(counts, { passed: 4, failed: 1, skipped: 0 });
    assert.match(trouble ?? "", /in or after "a token is kept"/);
  });

  it("is a failure when all tests passed and Mocha failed all the same", () => {
    assert.equal(countMochaRun(report(7, 0, 0), 7).counts.failed, 1);
  });

  it("is a failure when the files hold no test", () => {
    assert.equal(countMochaRun(report(0, 0, 0), 0).counts.failed, 1);
  });
});

describe("naming failing tests", () => {
  it("gives the name and the first lines of what went wrong", () => {
    const text = JSON.stringify({
      stats: { passes: 4, failures: 1, pending: 0 },
      failures: [
        { fullTitle: "a token is kept", err: { message: "1 !== 2\n\nlong" } },
      ],
    });
    assert.deepEqual(listFailures(text), [
      "a token is kept: 1 !== 2\n    long",
    ]);
  });

  it("is empty for a run without a report", () => {
    assert.deepEqual(listFailures(undefined), []);
  });
});

describe("the last line", () => {
  it("sums all steps", () => {
    const line = formatCounts(
      sumCounts([
        { passed: 1, failed: 0, skipped: 0 },
        { passed: 40, failed: 2, skipped: 3 },
      ]),
    );
    assert.equal(line, "41 passed, 2 failed, 3 skipped");
  });
});
