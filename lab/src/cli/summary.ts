import type { Verdict } from "../sessionToken.ts";
import { marks, paint, type Output } from "./Terminal.ts";

/** The last lines: how the reads came out, and what the lab could not do. */
export function summary(
  counts: Readonly<Partial<Record<Verdict, number>>>,
  unknownOperations: Readonly<Record<string, number>>,
  output: Output,
): string {
  const lines: string[] = [];
  const reads = Object.entries(marks).flatMap(([verdict, { colour }]) => {
    const count = counts[verdict as Verdict] ?? 0;
    return count > 0 ? [paint(`${verdict} ${count}`, colour, output)] : [];
  });
  lines.push(reads.length > 0 ? `Reads: ${reads.join(", ")}.` : "No reads.");
  const { lucky = 0, stale = 0 } = counts;
  if (lucky > 0 && stale === 0) {
    lines.push(
      "A lucky read was new enough, but only by chance: it sent no token that asked for it. With a longer lag it is stale: --lag 2000.",
    );
  }
  const unknown = Object.entries(unknownOperations);
  if (unknown.length > 0) {
    lines.push(
      "Asked for, and not there in the lab (FIDELITY.md of cosmos-session-lab says what is):",
    );
    for (const [name, count] of unknown)
      lines.push(`  ${name}, ${count} times`);
  }
  return `${lines.join("\n")}\n`;
}
