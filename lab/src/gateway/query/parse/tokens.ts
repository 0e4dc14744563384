import { QueryError, syntaxError, type Span } from "../QueryError.ts";

export interface Token extends Span {
  readonly kind:
    "keyword" | "name" | "parameter" | "string" | "number" | "symbol" | "end";
  /** Keywords in capitals; the value of a string; everything else as written. */
  readonly text: string;
  readonly value?: number;
}

/** Words that are no names unless quoted: `c["order"]`. The service keeps some for later. */
const keywords = new Set(
  (
    "AND ARRAY AS ASC BETWEEN BY CASE CAST CONVERT CROSS DESC DISTINCT ELSE END ESCAPE EXISTS FALSE FOR " +
    "FROM GROUP HAVING IN INNER INSERT INTO IS JOIN LEFT LIKE LIMIT NOT NULL OFFSET ON OR ORDER OUTER " +
    "OVER RIGHT SELECT SET THEN TOP TRUE UDF UNDEFINED UPDATE VALUE WHEN WHERE WITH"
  ).split(" "),
);

// One pattern a kind, each looked for at one place only. An index of the first character would be
// faster still, and is not needed: reading a query takes a few microseconds.
const space = /(?:\s+|--[^\r\n]*|\/\*[\s\S]*?\*\/)+/y;
const name = /[A-Za-z_\p{L}][\w\p{L}\p{N}]*/uy;
const parameter = /@\w+/y;
const number = /0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const string = /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y;
const symbol =
  />>>|<<|>>|<=|>=|<>|!=|\|\||\?\?|\/(?!\*)|[()[\]{}.,:*+\-%&|^~=<>?]/y;

/** Where the match ends, or `start` when there is none. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** The service's own limit for the text of a query. */
const longestQuery = 512 * 1024;

/** @throws {QueryError} Where the text is no token. The last one returned is of kind "end". */
export function tokenize(text: string): Token[] {
  if (text.length > longestQuery) {
    throw new QueryError(
      "SC9000",
      `The query has ${text.length} characters; the service takes ${longestQuery} at most.`,
      { start: 0, end: text.length },
    );
  }
  const tokens: Token[] = [];
  for (;;) {
    const start = endOf(space, text, tokens.at(-1)?.end ?? 0);
    if (start === text.length) {
      tokens.push({ kind: "end", text: "", start, end: start });
      return tokens;
    }
    tokens.push(readToken(text, start));
  }
}

function readToken(text: string, start: number): Token {
  let end = endOf(name, text, start);
  if (end > start) return toWord(text.slice(start, end), start, end);
  end = endOf(number, text, start);
  if (end > start) return toNumber(text, { start, end });
  end = endOf(symbol, text, start);
  if (end > start) {
    const written = text.slice(start, end);
    const sign = written === "<>" ? "!=" : written;
    return { kind: "symbol", text: sign, start, end };
  }
  end = endOf(string, text, start);
  if (end > start) {
    const span = { start, end };
    const value = unescapeString(text, text.slice(start + 1, end - 1), span);
    return { kind: "string", text: value, start, end };
  }
  end = endOf(parameter, text, start);
  if (end === start) throw wrongCharacter(text, start);
  return { kind: "parameter", text: text.slice(start, end), start, end };
}

function toWord(word: string, start: number, end: number): Token {
  const upper = word.toUpperCase();
  return keywords.has(upper)
    ? { kind: "keyword", text: upper, start, end }
    : { kind: "name", text: word, start, end };
}

function toNumber(text: string, span: Span): Token {
  const digits = text.slice(span.start, span.end);
  const value = Number(digits);
  if (!Number.isFinite(value) || endOf(name, text, span.end) > span.end) {
    throw syntaxError(text, span);
  }
  return { kind: "number", text: digits, value, ...span };
}

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "'": "'",
  "\\": "\\",
  "/": "/",
};

function unescapeString(text: string, inner: string, at: Span): string {
  if (!inner.includes("\\")) return inner;
  return inner.replace(
    /\\(?:u([\da-fA-F]{4})|([\s\S]))/g,
    (_, hex?: string, escaped?: string) => {
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      const value = escapes[escaped ?? ""];
      if (value === undefined) throw invalidString(text, at);
      return value;
    },
  );
}

function wrongCharacter(text: string, start: number): QueryError {
  const rest = text.slice(start);
  if (/^['"]/.test(rest))
    return invalidString(text, { start, end: text.length });
  if (rest.startsWith("/*")) {
    const end = text.length;
    return new QueryError("SC1001", "Syntax error, the comment has no end.", {
      start,
      end,
    });
  }
  const { length } = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return syntaxError(text, { start, end: start + length });
}

function invalidString(text: string, at: Span): QueryError {
  const literal = text.slice(at.start, at.end);
  return new QueryError(
    "SC1010",
    `Syntax error, invalid string literal token '${literal}'.`,
    at,
  );
}

/** Whether a name can stand without quotes. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name.toUpperCase());
}
