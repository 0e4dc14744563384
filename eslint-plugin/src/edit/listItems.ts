import type { Draft } from "./draft.ts";
import type { Node } from "./nodes.ts";
import type { Source } from "./source.ts";

/** A bracketed list in the text: arguments, parameters, properties, specifiers. */
export interface ListPlace {
  readonly items: readonly Node[];
  /** Offset just behind the opening bracket. */
  readonly open: number;
  /** Offset of the closing bracket. */
  readonly close: number;
}

/** Adds items behind the last one, in the list's own layout (one line or several, trailing comma or none). */
export function appendItems(
  draft: Draft,
  source: Source,
  list: ListPlace,
  texts: readonly string[],
  /** What stands inside the brackets of a list on one line: a space for `{ a }`. */
  padding = "",
): void {
  if (texts.length === 0) return;
  const last = list.items.at(-1);
  if (last === undefined) {
    const between = source.text.slice(list.open, list.close);
    if (between.trim() === "") {
      const text = texts.join(", ");
      draft.replace(source, list.open, list.close, padding + text + padding);
    } else {
      draft.insert(source, list.close, ` ${texts.join(", ")}${padding}`);
    }
    return;
  }
  const lastEnd = endOf(source, last, list.open);
  const next = source.tokenAfter(lastEnd);
  const hasComma = source.tokenText(next) === ",";
  const firstStart = startOf(source, list.items[0]!, list.open);
  const isTall = source.text.slice(list.open, firstStart).includes("\n");
  if (!isTall) {
    const text = texts.join(", ");
    if (hasComma) draft.insert(source, next.end, ` ${text},`);
    else draft.insert(source, lastEnd, `, ${text}`);
    return;
  }
  const indent =
    source.habits.eol + source.indentAt(startOf(source, last, list.open));
  const text = texts.map((item) => indent + item).join(",");
  if (hasComma) {
    draft.insert(source, endOfNote(source, next.end), `${text},`);
    return;
  }
  const noteEnd = endOfNote(source, lastEnd);
  if (noteEnd === lastEnd) {
    draft.insert(source, lastEnd, `,${text}`);
  } else {
    draft.insert(source, lastEnd, ",");
    draft.insert(source, noteEnd, text);
  }
}

/** Behind a comment that stands on the same line: it belongs to what is before it. */
function endOfNote(source: Source, offset: number): number {
  const note =
    /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*(?:\r?\n)))/.exec(
      source.text.slice(offset),
    );
  return offset + (note?.[0].length ?? 0);
}

/** The end of an item with the parentheses around it. */
export function endOf(source: Source, item: Node, open: number): number {
  return wrapped(source, item, open).end;
}

export function startOf(source: Source, item: Node, open: number): number {
  return wrapped(source, item, open).start;
}

function wrapped(
  source: Source,
  item: Node,
  open: number,
): { start: number; end: number } {
  let { start, end } = item;
  for (;;) {
    const before = source.tokenBefore(start);
    const after = source.tokenAfter(end);
    if (
      before.start < open ||
      source.tokenText(before) !== "(" ||
      source.tokenText(after) !== ")"
    ) {
      return { start, end };
    }
    start = before.start;
    end = after.end;
  }
}
