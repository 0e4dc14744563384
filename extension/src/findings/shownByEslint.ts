import type { EditorFinding, Stretch } from "../analysis/protocol.ts";

/** What we look at of a diagnostic of another extension. */
export interface ForeignDiagnostic {
  readonly source: string | undefined;
  /** `cosmos-session/require-session-token` */
  readonly code: string | undefined;
  readonly range: Stretch;
}

const prefix = "cosmos-session/";

/** The rule of ours that a diagnostic of the ESLint extension stands for. */
export function ruleOf({
  source,
  code,
}: ForeignDiagnostic): string | undefined {
  return source === "eslint" && code?.startsWith(prefix)
    ? code.slice(prefix.length)
    : undefined;
}

/** Whether ESLint shows this finding already: the same rule at a place that overlaps. */
export function isShownByEslint(
  finding: EditorFinding,
  diagnostics: readonly ForeignDiagnostic[],
): boolean {
  return diagnostics.some(
    (one) => ruleOf(one) === finding.rule && overlap(one.range, finding.range),
  );
}

export function overlap(a: Stretch, b: Stretch): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Stretch["start"], b: Stretch["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
