/** Wrong settings are reported like findings, so that whoever runs ESLint sees them where they look anyway. */
import type { FileAnalysis } from "./analyseFile.ts";

/** By settings: the file that tells of their problems, again each time it is linted. */
const tellers = new WeakMap<object, string>();

/** A file that has anything to do with what the rules are about. */
const relevant = /@azure\/(cosmos|service-bus|functions)|cosmos-session-token/;

/** The problems for the first relevant file of a process; none for all others. */
export function reportOnce({
  file,
  text,
  problems,
  findings,
}: FileAnalysis): readonly string[] {
  if (problems.length === 0) return [];
  const teller = tellers.get(problems);
  if (teller !== undefined) return teller === file ? problems : [];
  if (findings.length === 0 && !relevant.test(text ?? "")) return [];
  tellers.set(problems, file);
  return problems;
}
