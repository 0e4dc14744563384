/** The order of the findings, and an identity for each. */
import type { Finding } from "../finding.ts";

/** Identities tell the findings of a file apart: of equal ones each gets its number. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings
    .slice()
    .sort(
      (a, b) =>
        (a.place.file < b.place.file
          ? -1
          : a.place.file > b.place.file
            ? 1
            : 0) ||
        a.place.span.start - b.place.span.start ||
        (a.identity < b.identity ? -1 : 1),
    )
    .map((finding) => {
      const key = `${finding.place.file} ${finding.identity}`;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return count === 0
        ? finding
        : { ...finding, identity: `${finding.identity} #${count + 1}` };
    });
}
