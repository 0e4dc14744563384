import type { Outcome } from "./jobs.ts";

export function sumOutcomes(outcomes: readonly Outcome[]): Outcome {
  const sum = (pick: (one: Outcome) => number): number =>
    outcomes.reduce((total, one) => total + pick(one), 0);
  return {
    files: sum((one) => one.files),
    unparsed: outcomes.flatMap((one) => one.unparsed),
    reports: outcomes.flatMap((one) => one.reports),
    crashes: outcomes.flatMap((one) => one.crashes),
    overBudget: outcomes.flatMap((one) => one.overBudget),
    steps: sum((one) => one.steps),
    handlers: sum((one) => one.handlers),
    milliseconds: sum((one) => one.milliseconds),
    slow: outcomes.flatMap((one) => one.slow),
    peakMegabytes: Math.max(0, ...outcomes.map((one) => one.peakMegabytes)),
  };
}
