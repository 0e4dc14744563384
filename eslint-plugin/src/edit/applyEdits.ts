import type { FileEdits, Proposal, TextEdit } from "./proposal.ts";

/**
 * Applies edits to a text. Edits may be given in any order; insertions at one offset are applied in the order
 * given, before a replacement that starts there.
 *
 * @throws {RangeError} where two edits overlap or an edit lies outside of the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(
        `Cannot apply the edit at ${edit.start}-${edit.end} to a text of ${text.length} characters: it overlaps the edit before it or lies outside.`,
      );
    }
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

/** By start; insertions first, in the order given. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .map((edit, order) => ({ edit, order }))
    .sort(
      (a, b) =>
        a.edit.start - b.edit.start ||
        a.edit.end - b.edit.end ||
        a.order - b.order,
    )
    .map(({ edit }) => edit);
}

/**
 * Whether two edits of one file cannot both be applied. Equal edits are no conflict: they are one. Two different
 * insertions at one offset are one, since nobody can say which comes first.
 */
export function conflict(a: TextEdit, b: TextEdit): boolean {
  if (isSameEdit(a, b)) return false;
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  if (a.start === a.end) return b.start < a.start && a.start < b.end;
  if (b.start === b.end) return a.start < b.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}

function isSameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

export interface Composition<T extends Proposal> {
  readonly files: readonly FileEdits[];
  /** What went in, in the order given. */
  readonly applied: readonly T[];
  /** What would touch the same text as one that went in: analyse again after applying, then propose again. */
  readonly postponed: readonly T[];
}

/**
 * Joins the edits of several findings, each made from the same texts. Edits that several of them share (one
 * variable for two reads) are made once. A proposal goes in whole or not at all.
 */
export function composeEdits<T extends Proposal>(
  proposals: readonly T[],
): Composition<T> {
  const byFile = new Map<string, TextEdit[]>();
  const applied: T[] = [];
  const postponed: T[] = [];
  for (const proposal of proposals) {
    if (proposal.kind === "refused") continue;
    const clashes = proposal.files.some(({ file, edits }) =>
      edits.some((edit) =>
        (byFile.get(file) ?? []).some((other) => conflict(edit, other)),
      ),
    );
    if (clashes) {
      postponed.push(proposal);
      continue;
    }
    applied.push(proposal);
    for (const { file, edits } of proposal.files) {
      const all = byFile.get(file) ?? [];
      byFile.set(file, all);
      const before = [...all];
      for (const edit of edits) {
        if (!before.some((other) => isSameEdit(edit, other))) all.push(edit);
      }
    }
  }
  const files = [...byFile]
    .map(([file, edits]) => ({ file, edits: sortEdits(edits) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  return { files, applied, postponed };
}
