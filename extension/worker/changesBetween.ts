import { diffArrays } from "diff";
import type { RangeEdit } from "../src/analysis/protocol.ts";

/** The edits, in whole lines, that make the second text of the first one: small enough to look through. */
export function changesBetween(before: string, after: string): RangeEdit[] {
  const edits: RangeEdit[] = [];
  let line = 0;
  for (const part of diffArrays(linesOf(before), linesOf(after))) {
    const last = edits.at(-1);
    if (part.removed) {
      edits.push({
        range: {
          start: { line, character: 0 },
          end: endOf(line, part.value),
        },
        text: "",
      });
      line += part.value.length;
    } else if (part.added) {
      const text = part.value.join("");
      // A replacement comes as a removal and an addition.
      if (last?.text === "" && touches(last, line))
        edits[edits.length - 1] = { ...last, text };
      else
        edits.push({
          range: {
            start: { line, character: 0 },
            end: { line, character: 0 },
          },
          text,
        });
    } else line += part.value.length;
  }
  return edits;
}

function touches({ range: { end } }: RangeEdit, line: number): boolean {
  return end.line === line || (end.line === line - 1 && end.character > 0);
}

/** Behind the last of these lines; the last line of a text may have no end. */
function endOf(line: number, lines: readonly string[]) {
  const last = lines.at(-1)!;
  return /[\r\n]$/.test(last)
    ? { line: line + lines.length, character: 0 }
    : { line: line + lines.length - 1, character: last.length };
}

/** Each line with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}
