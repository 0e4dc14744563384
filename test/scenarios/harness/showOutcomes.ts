import type { JudgedRead } from "./judge.ts";
import type { Outcome } from "./tryScenario.ts";

/** A scenario's rows of the table. */
export function showOutcomes(
  name: string,
  outcomes: readonly Outcome[],
): string {
  return outcomes
    .flatMap(({ state, reads, lost, refused, disagreements }) => [
      ...(refused === undefined
        ? reads.map((read) =>
            row(
              name,
              state,
              `${read.file}:${read.line} ${read.call}`,
              read.says +
                (read.rules.length > 0 ? ` (${read.rules.join(", ")})` : ""),
              showSeen(read),
            ),
          )
        : [row(name, state, "no edit", refused)]),
      ...lost.map(({ file, line, rule }) =>
        row(name, state, `${file}:${line} (no read)`, `reported (${rule})`),
      ),
      ...disagreements.map((text) => `!! ${name}, ${state}: ${text}`),
    ])
    .join("\n");
}

/** `3 stale, 1 fresh` */
export function showSeen({ seen }: JudgedRead): string {
  if (seen.size === 0) return "not seen";
  return [...seen].map(([verdict, count]) => `${count} ${verdict}`).join(", ");
}

export const head = row("scenario", "state", "read", "rules say", "lab saw");

function row(...cells: readonly string[]): string {
  const widths = [32, 10, 38, 46, 0];
  return cells
    .map((cell, index) => cell.padEnd(widths[index]!))
    .join(" ")
    .trimEnd();
}
