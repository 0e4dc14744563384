// What a step adds to the last line of `npm test`.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {Counts[]} all */
export function sumCounts(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/** @param {Counts} counts */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * The counts of one Mocha run. A run that dies, or that fails without a failing test (a hook, a
 * rejected promise at the end, a file that does not load), must never look like a pass: it adds one
 * failure of its own.
 *
 * @param {string | undefined} report Text of the JSON reporter's file, `undefined` if there is none.
 * @param {number | null} exitCode `null` when the process was killed.
 * @returns {{ counts: Counts, trouble: string | undefined }}
 */
export function countMochaRun(report, exitCode) {
  const run = readRun(report);
  if (run === undefined) {
    return {
      counts: { passed: 0, failed: 1, skipped: 0 },
      trouble: `Mocha ended with exit code ${exitCode} and left no report: it crashed, or a test called process.exit().`,
    };
  }
  const { stats, diedAt } = run;
  const counts = {
    passed: stats.passes,
    failed: stats.failures,
    skipped: stats.pending,
  };
  if (diedAt !== undefined) {
    return {
      counts: { ...counts, failed: counts.failed + 1 },
      trouble: `Mocha ended ${diedAt}, with exit code ${exitCode}: a crash, or a call of process.exit().`,
    };
  }
  if (exitCode !== 0 && counts.failed === 0) {
    return {
      counts: { ...counts, failed: 1 },
      trouble: `Mocha reported no failing test, but ended with exit code ${exitCode}.`,
    };
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    return {
      counts: { ...counts, failed: 1 },
      trouble: "There are test files, but Mocha found no test in them.",
    };
  }
  return { counts, trouble: undefined };
}

/**
 * The failing tests of a run in a few lines each: the end of a long log is often all that is kept of it.
 *
 * @param {string | undefined} report Text of the JSON reporter's file, `undefined` if there is none.
 * @returns {string[]} `name of the test: what went wrong`
 */
export function listFailures(report) {
  const failures = readRun(report)?.failures ?? [];
  return failures.map(({ fullTitle, err }) => {
    const lines = (err?.message ?? "").split("\n").filter(Boolean);
    return `${fullTitle}: ${lines.slice(0, FAILURE_LINES).join("\n    ")}`;
  });
}

/** Enough for an assertion's first differing lines. */
const FAILURE_LINES = 8;

/**
 * @param {string | undefined} report
 * @returns {{ stats: { passes: number, failures: number, pending: number }, failures?: { fullTitle: string, err?: { message?: string } }[], diedAt?: string } | undefined}
 */
function readRun(report) {
  if (report === undefined) return undefined;
  try {
    const run = JSON.parse(report);
    const { passes, failures, pending } = run.stats;
    return [passes, failures, pending].every(Number.isInteger)
      ? run
      : undefined;
  } catch {
    return undefined;
  }
}
