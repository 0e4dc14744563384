// `npm test`: everything that has to hold, on a fresh clone, with nothing but Node and npm.
//
// node scripts/test.mjs                 all steps
// node scripts/test.mjs --nodes=22,24   and the Mocha tests again under these Node versions
// node scripts/test.mjs --only=mocha    the steps whose name contains a word
//
// This file and what it imports use Node alone: they run before anything is installed.
import { parseArgs } from "node:util";
import { installWhatIsMissing } from "./check/install.mjs";
import { formatCounts, sumCounts } from "./check/counts.mjs";
import { runStep } from "./check/runStep.mjs";
import { listSteps } from "./check/steps.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    nodes: { type: "string" },
  },
});
const versions = values.nodes?.split(",").filter(Boolean) ?? [];
const wanted = values.only ?? "";

/** @type {import("./check/runStep.mjs").StepResult[]} */
const results = [];
const trouble = installWhatIsMissing();
if (trouble !== undefined) {
  // Nothing else can run.
  results.push(trouble);
} else {
  for (const step of listSteps(versions)) {
    if (step.name.includes(wanted)) results.push(await runStep(step));
  }
}

const total = sumCounts(results.map((result) => result.counts));
const failed = results.filter((result) => result.counts.failed > 0);
console.log("\nSteps:");
for (const { name, counts, durationMs } of results) {
  const mark = counts.failed > 0 ? "FAILED" : "ok    ";
  console.log(`  ${mark}  ${name} (${(durationMs / 1000).toFixed(1)} s)`);
}
for (const result of failed) {
  console.log(`\n${result.name} failed. ${result.repair}`);
  for (const failure of result.failures) console.log(`  ${failure}`);
}
if (results.length === 0) {
  console.log(`No step has "${wanted}" in its name.`);
  total.failed += 1;
}
console.log(`\n${formatCounts(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
