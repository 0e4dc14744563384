import { rmSync, existsSync, readFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { runCommand } from "./command.mjs";
import { countMochaRun, listFailures } from "./counts.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => import("./command.mjs").Command[]} commands Run in order, all of them, whatever fails.
 * @property {string} repair What to do when the step fails, as a sentence.
 * @property {string} [mochaReport] For a Mocha run: the file that its reporter writes.
 * @property {number} [limitMs]
 */

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {string} repair
 * @property {import("./counts.mjs").Counts} counts
 * @property {string[]} failures The tests that failed, by name, with what went wrong.
 * @property {number} durationMs
 */

/**
 * @param {Step} step
 * @returns {Promise<StepResult>} never rejects: a step that cannot start has failed
 */
export async function runStep(step) {
  console.log(
    `\n── ${step.name} ${"─".repeat(Math.max(3, 70 - step.name.length))}`,
  );
  const start = performance.now();
  const { counts, failures, trouble } = await countStep(step);
  if (trouble !== undefined) console.error(`\n${step.name}: ${trouble}`);
  const { name, repair } = step;
  return {
    name,
    repair,
    counts,
    failures,
    durationMs: performance.now() - start,
  };
}

/** @param {Step} step */
async function countStep(step) {
  const { mochaReport, limitMs = 25 * 60_000 } = step;
  if (mochaReport !== undefined) {
    mkdirSync(path.dirname(mochaReport), { recursive: true });
    rmSync(mochaReport, { force: true });
  }
  /** @type {number | null} */
  let exitCode = 0;
  /** @type {string | undefined} */
  let trouble;
  try {
    for (const command of step.commands()) {
      const ended = await runCommand(command, limitMs);
      trouble ??= ended.trouble;
      if (ended.exitCode !== 0) exitCode = ended.exitCode;
    }
  } catch (error) {
    exitCode = null;
    trouble = error instanceof Error ? error.message : String(error);
  }
  if (mochaReport === undefined) {
    const passed = exitCode === 0 ? 1 : 0;
    const counts = { passed, failed: 1 - passed, skipped: 0 };
    return { counts, failures: [], trouble };
  }
  const report = existsSync(mochaReport)
    ? readFileSync(mochaReport, "utf8")
    : undefined;
  const run = countMochaRun(report, exitCode);
  return {
    counts: run.counts,
    failures: listFailures(report),
    trouble: trouble ?? run.trouble,
  };
}
