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

const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\r\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<name>[A-Za-z_\p{L}][\w\p{L}\p{N}]*)`,
    String.raw`(?<parameter>@\w+)`,
    String.raw`(?<hex>0[xX][\da-fA-F]+)`,
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<string>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")`,
    String.raw`(?<symbol>>>>|<<|>>|<=|>=|<>|!=|\|\||\?\?|[()[\]{}.,:*+\-/%&|^~=<>?])`,
  ].join("|"),
  "uy",
);

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
  let start = 0;
  while (start < text.length) {
    pattern.lastIndex = start;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw wrongCharacter(text, start);
    const end = pattern.lastIndex;
    const span = { start, end };
    start = end;
    if (groups["space"] !== undefined) continue;
    tokens.push(toToken(text, span, groups));
  }
  tokens.push({ kind: "end", text: "", start, end: start });
  return tokens;
}

function toToken(
  text: string,
  span: Span,
  groups: Readonly<Record<string, string | undefined>>,
): Token {
  const { name, parameter, hex, number, string, symbol } = groups;
  if (name !== undefined) {
    const upper = name.toUpperCase();
    return keywords.has(upper)
      ? { kind: "keyword", text: upper, ...span }
      : { kind: "name", text: name, ...span };
  }
  if (parameter !== undefined) {
    return { kind: "parameter", text: parameter, ...span };
  }
  if (string !== undefined) {
    const value = unescapeString(text, string.slice(1, -1), span);
    return { kind: "string", text: value, ...span };
  }
  const digits = hex ?? number;
  if (digits !== undefined) {
    const value = Number(digits);
    if (!Number.isFinite(value) || /[\w]/.test(text.charAt(span.end))) {
      throw syntaxError(text, span);
    }
    return { kind: "number", text: digits, value, ...span };
  }
  return {
    kind: "symbol",
    text: symbol === "<>" ? "!=" : (symbol ?? ""),
    ...span,
  };
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
