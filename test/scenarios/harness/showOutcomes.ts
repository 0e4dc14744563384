import { showSeen } from "./judge.ts";
import type { Outcome } from "./tryScenario.ts";

/** A scenario's rows of the table. */
export function showOutcomes(
  name: string,
  outcomes: readonly Outcome[],
): string {
  return outcomes
    .flatMap(({ state, reads, refused, disagreements }) => [
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
        : [row(name, state, "no edit", "", refused.split("\n").at(-1) ?? "")]),
      ...disagreements.map((text) => `!! ${name}, ${state}: ${text}`),
    ])
    .join("\n");
}

export const head = row("scenario", "state", "read", "rules say", "lab saw");

function row(...cells: readonly string[]): string {
  const widths = [34, 11, 44, 38, 0];
  return cells
    .map((cell, index) => cell.padEnd(widths[index]!))
    .join(" ")
    .trimEnd();
}
