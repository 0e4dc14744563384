// Random histories of sessions over lagging replicas, many of them, with the figures at the end.
//
//   node --import tsx lab/bench/histories.ts [--seeds 200] [--operations 2500]
import { parseArgs } from "node:util";
import {
  type HistoryResult,
  runHistory,
} from "../test-support/sessionHistory.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    operations: { type: "string", default: "2500" },
  },
});
const seeds = Number(values.seeds);
const operations = Number(values.operations);

for (const passTokens of [true, false]) {
  const results: HistoryResult[] = [];
  const start = performance.now();
  for (let seed = 1; seed <= seeds; seed++) {
    results.push(await runHistory({ seed, operations, passTokens }));
  }
  const sum = (of: (result: HistoryResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${passTokens ? "with" : "without"} tokens: ${seeds} seeds, ${seeds * operations} operations, ` +
      `${sum(({ reads }) => reads)} reads, ${sum(({ writes }) => writes)} writes, ` +
      `${sum(({ refused }) => refused)} refused, in ${seconds.toFixed(0)} s`,
  );
  for (const guarantee of [
    "read your writes",
    "monotonic reads",
    "monotonic writes",
    "writes follow reads",
  ] as const) {
    const count = sum(({ violations }) => violations[guarantee]);
    console.log(`  ${guarantee}: ${count} violations`);
  }
}
