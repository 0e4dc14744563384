/** Places in the text that no parser gives. */
import type { Node } from "./tree.ts";

const lineFeed = 10;
const carriageReturn = 13;
const lineSeparator = 0x2028;
const paragraphSeparator = 0x2029;

/** Offset of the first character of each line, by the line ends of the language (and of ESLint). */
export function lineStartsOf(text: string): number[] {
  if (/[\r\u2028\u2029]/.test(text)) return lineStartsOfMixed(text);
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function lineStartsOfMixed(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === carriageReturn && text.charCodeAt(i + 1) === lineFeed) i++;
    if (isLineEnd(code)) starts.push(i + 1);
  }
  return starts;
}

function isLineEnd(code: number): boolean {
  return (
    code === lineFeed ||
    code === carriageReturn ||
    code === lineSeparator ||
    code === paragraphSeparator
  );
}

/**
 * Offset just behind the parenthesis that opens a call's arguments; -1 where `new X` has none.
 * `from` is the end of the callee or of its type arguments, `to` the end of the call.
 */
export function argsStartOf(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const char = text[at];
    if (char === "(") return at + 1;
    if (char === "/") at = skipComment(text, at);
    // White space, `?.`, and the parenthesis that closes around the callee.
    else at++;
  }
  return -1;
}

/**
 * Where a parameter begins behind its decorators. oxc counts them in where the parameter has a `?` or a default,
 * and leaves them out elsewhere, as Babel does.
 */
export function parameterStartOf(text: string, node: Node): number {
  const last: Node | undefined = node["decorators"]?.at(-1);
  if (!last || last.end <= node.start) return node.start;
  let at = last.end;
  while (at < node.end) {
    if (text[at] === "/") at = skipComment(text, at);
    else if (isBlank(text.charCodeAt(at))) at++;
    else break;
  }
  return at;
}

function isBlank(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0xfeff || isLineEnd(code);
}

function skipComment(text: string, at: number): number {
  if (text[at + 1] === "*") {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (text[at + 1] !== "/") return at + 1;
  let end = at + 2;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}
