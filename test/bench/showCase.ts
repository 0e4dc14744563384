/** The figures of a case as text: Markdown tables, readable in a terminal. */
import type { Case } from "./cases.ts";
import { shareInside, type Figure } from "./limits.ts";
import type { Sample } from "./runOnce.ts";
import type { Rounds } from "./runRounds.ts";
import { spreadOf, type Spread } from "./statistics.ts";

export function showCase(one: Case, rounds: Rounds): string {
  const { name, commit, what } = one.repository;
  const load = spreadOf(rounds.load);
  return [
    `## ${one.name}: ${one.title}`,
    "",
    `${name} at ${commit.slice(0, 10)}: ${what}. ${rounds.load.length} rounds; load ${load.min.toFixed(1)} to ${load.max.toFixed(1)}.`,
    ...(one.notes ?? []),
    "",
    ...table(
      [
        "run",
        "wall s",
        "CPU s",
        "peak MB",
        "wall inside, ms",
        "CPU inside, ms",
        "share inside",
        "printed",
      ],
      [...rounds.samples].map(([run, samples]) => subjectRow(run, samples)),
    ),
    "",
    ...table(
      ["figure", "median", "quartiles", "min - max", "limit", "result"],
      one.limits.flatMap((limit) => limit(rounds)).map(figureRow),
    ),
    "",
  ].join("\n");
}

function subjectRow(run: string, samples: readonly Sample[]): string[] {
  const over = (pick: (sample: Sample) => number): Spread =>
    spreadOf(samples.map(pick));
  const seconds = ({ median, min, max }: Spread): string =>
    `${(median / 1000).toFixed(2)} (${(min / 1000).toFixed(2)} - ${(max / 1000).toFixed(2)})`;
  const peak = over(({ peakMb }) => peakMb);
  const inside = over(({ insideCpuMs }) => insideCpuMs);
  return [
    run,
    seconds(over(({ wallMs }) => wallMs)),
    seconds(over(({ cpuMs }) => cpuMs)),
    `${peak.median.toFixed(0)} (${peak.min.toFixed(0)} - ${peak.max.toFixed(0)})`,
    inside.max === 0 ? "-" : over(({ insideMs }) => insideMs).median.toFixed(0),
    inside.max === 0 ? "-" : inside.median.toFixed(0),
    inside.max === 0 ? "-" : `${(over(shareInside).median * 100).toFixed(1)} %`,
    shorten(samples.at(-1)?.printed ?? ""),
  ];
}

/** A median over the limit whose noise reaches over it on both sides is decided by what was measured from within. */
function resultOf({ verdict, limit, fromWithin, spread }: Figure): string {
  if (verdict === undefined || limit === undefined) return "";
  if (verdict === "within") return "ok";
  if (verdict === "over") return "MISSED";
  const deciding = fromWithin ?? spread.median;
  const by = fromWithin === undefined ? "the median" : "the share inside";
  return `${deciding <= limit ? "ok" : "MISSED"} (in the noise; by ${by})`;
}

function figureRow(figure: Figure): string[] {
  const { what, spread, unit, limit, fromWithin } = figure;
  const show = (value: number): string =>
    unit === "ms" ? `${value.toFixed(1)} ms` : value.toFixed(3);
  return [
    what,
    show(spread.median),
    `${show(spread.lower)} - ${show(spread.upper)}`,
    `${show(spread.min)} - ${show(spread.max)}`,
    limit === undefined ? "" : show(limit),
    resultOf(figure) +
      (fromWithin === undefined ? "" : `; from within ${show(fromWithin)}`),
  ];
}

function shorten(printed: string): string {
  return printed.length <= 160 ? printed : `${printed.slice(0, 157)}...`;
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [
    line(head),
    `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
    ...rows.map(line),
  ];
}
