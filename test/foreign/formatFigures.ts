import type { Outcome } from "./jobs.ts";
import { sumOutcomes } from "./sumOutcomes.ts";

export interface Figures {
  readonly body: string;
  readonly pass: "project" | "alone" | "lint";
  /** Of all scripts of the body. */
  readonly bytes: number;
  readonly outcome: Outcome;
  /** Jobs without an answer: a hang, or a process that ended. */
  readonly lost: readonly string[];
}

/** One line for each body and pass, then what must not be. With `total`, one line for each pass. */
export function formatFigures(
  figures: readonly Figures[],
  total?: "all",
): string {
  if (total === undefined) return figures.flatMap(linesOf).join("\n");
  const lines = (["project", "alone", "lint"] as const).flatMap((pass) => {
    const of = figures.filter((one) => one.pass === pass);
    if (of.length === 0) return [];
    return summary({
      body: `${of.length} bodies`,
      pass,
      bytes: of.reduce((sum, one) => sum + one.bytes, 0),
      outcome: sumOutcomes(of.map((one) => one.outcome)),
      lost: of.flatMap((one) => one.lost),
    });
  });
  return `\nAll:\n${lines.join("\n")}`;
}

function linesOf(figures: Figures): string[] {
  const { outcome, lost } = figures;
  const slowest = [...outcome.slow]
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, 5);
  return [
    summary(figures),
    ...outcome.crashes.map((one) => `  CRASH  ${one}`),
    ...lost.map((one) => `  LOST   ${one}`),
    ...outcome.reports.map((one) => `  REPORT ${one}`),
    ...outcome.unparsed.slice(0, 10).map((one) => `  parse  ${one}`),
    ...outcome.overBudget.slice(0, 10).map((one) => `  budget ${one}`),
    ...slowest.map((one) => `  slow   ${one.milliseconds} ms ${one.file}`),
  ];
}

function summary({ body, pass, bytes, outcome, lost }: Figures): string {
  return [
    `${pass.padEnd(8)}${body}:`,
    `${outcome.files} files (${(bytes / 1e6).toFixed(1)} MB in all),`,
    `${outcome.unparsed.length} do not parse,`,
    `${outcome.steps} steps, ${outcome.handlers} handlers,`,
    `${(outcome.milliseconds / 1000).toFixed(1)} s, ${outcome.peakMegabytes} MB;`,
    `${outcome.crashes.length} crashes, ${lost.length} lost,`,
    `${outcome.reports.length} reports, ${outcome.overBudget.length} over budget`,
  ].join(" ");
}
