import { foldersLoadedBy } from "./foldersLoadedBy.ts";

/**
 * Every module specifier that the text gives as a constant: `import`, `export from`, `import()`, `require()`,
 * and types such as `import("./a").B`; each once, in the order of the text. Made for millions of characters, so it knows no grammar:
 * a specifier inside a comment or a string may be among the answers, but none is missed. What is loaded out of a folder
 * by a part of its name is `./folder/` and a star.
 *
 * @param copies Specifiers met before, in other texts: most of a project's name the same few packages.
 */
export function importsOf(
  text: string,
  copies = new Map<string, string>(),
): string[] {
  const found = new Set<string>();
  const ends = { line: new CommentEnds("\n"), block: new CommentEnds("*/") };
  collect(text, "from", false, found, ends, copies);
  collect(text, "import", true, found, ends, copies);
  collect(text, "require", true, found, ends, copies);
  for (const folder of foldersLoadedBy(text)) found.add(folder);
  return [...found];
}

/** Remembers where the comment looked at last ends, so that many keywords in one long comment cost one search. */
class CommentEnds {
  readonly #mark: string;
  #from = 0;
  #end = -1;
  constructor(mark: string) {
    this.#mark = mark;
  }
  /** Offset behind the comment that begins at `at`. */
  find(text: string, at: number): number {
    if (at < this.#from || at >= this.#end) {
      const end = text.indexOf(this.#mark, at + 2);
      this.#from = at;
      this.#end = end === -1 ? text.length : end + this.#mark.length;
    }
    return this.#end;
  }
}

interface Ends {
  readonly line: CommentEnds;
  readonly block: CommentEnds;
}

function collect(
  text: string,
  keyword: string,
  mayBeCall: boolean,
  found: Set<string>,
  ends: Ends,
  copies: Map<string, string>,
): void {
  for (
    let at = text.indexOf(keyword);
    at !== -1;
    at = text.indexOf(keyword, at + keyword.length)
  ) {
    let next = at + keyword.length;
    let code = text.charCodeAt(next);
    // The common cases first: `from "x"`, and a longer word such as `fromDate`.
    if (code === space) code = text.charCodeAt(++next);
    else if (isWordCharacter(code)) continue;
    if (isWordCharacter(code)) continue;
    if (!isQuote(code)) {
      next = skipBlank(text, ends, next);
      // Case: `require?.("x")`.
      if (mayBeCall && text.startsWith("?.", next))
        next = skipBlank(text, ends, next + 2);
      if (mayBeCall && text.charCodeAt(next) === parenthesis)
        next = skipBlank(text, ends, next + 1);
      code = text.charCodeAt(next);
      if (!isQuote(code)) continue;
    }
    const specifier = readSpecifier(text, next, code, mayBeCall);
    if (specifier !== undefined && !found.has(specifier)) {
      found.add(ownCopy(specifier, copies));
    }
  }
}

const space = 32;
const parenthesis = 40;
const backtick = 96;
const backslash = 92;
/** Longer than any path; a text that goes on without a closing quote must not be searched to its end each time. */
const maxLength = 1024;

/** V8 lets a slice of 13 characters or more keep the whole text in memory; what is remembered must not. */
function ownCopy(slice: string, copies: Map<string, string>): string {
  if (slice.length < 13) return slice;
  let copy = copies.get(slice);
  if (copy === undefined) {
    copy = Buffer.from(slice).toString();
    copies.set(copy, copy);
  }
  return copy;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === backtick;
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}

/** White space and comments, as between `import(` and `/* webpackChunkName: "x" *\/ "./x"`. */
function skipBlank(text: string, ends: Ends, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (
      code === space ||
      (code >= 9 && code <= 13) ||
      code === 0xa0 ||
      code === 0x2028 ||
      code === 0x2029
    )
      at++;
    else if (code === 47 && text.charCodeAt(at + 1) === 47)
      at = ends.line.find(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42)
      at = ends.block.find(text, at);
    else return at;
  }
}

function readSpecifier(
  text: string,
  start: number,
  quote: number,
  mayBeCall: boolean,
): string | undefined {
  let hasEscape = false;
  const limit = Math.min(text.length, start + maxLength);
  for (let at = start + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const raw = text.slice(start + 1, at);
      // Case: require("./handlers/" + name)
      if (mayBeCall && goesOn(text, at + 1)) return folderOf(raw);
      return raw === "" ? undefined : hasEscape ? unescape(raw) : raw;
    }
    if (code === backslash) {
      hasEscape = true;
      at++;
    } else if (code === 10 || code === 13) return undefined;
    // Case: import(`./handlers/${name}`)
    else if (
      quote === backtick &&
      code === 36 &&
      text.charCodeAt(at + 1) === 123
    )
      return folderOf(text.slice(start + 1, at));
  }
  return undefined;
}

function goesOn(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === space || text.charCodeAt(at) === 10) at++;
  return text.charCodeAt(at) === 43;
}

function folderOf(begin: string): string | undefined {
  return /^\.{1,2}\//.test(begin)
    ? `${begin.slice(0, begin.lastIndexOf("/"))}/*`
    : undefined;
}

function unescape(raw: string): string {
  return raw.replace(
    /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g,
    (whole, long?: string, unicode?: string, byte?: string, other?: string) => {
      const hex = long ?? unicode ?? byte;
      if (hex === undefined) return other ?? whole;
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
