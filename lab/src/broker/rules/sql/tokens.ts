import { RuleError } from "../Rule.ts";

export type Token =
  | { readonly kind: "keyword"; readonly word: Keyword; readonly at: number }
  | {
      readonly kind: "name";
      readonly text: string;
      /** Written in [] or "": never a scope or a function. */
      readonly delimited: boolean;
      readonly at: number;
    }
  | { readonly kind: "parameter"; readonly text: string; readonly at: number }
  | { readonly kind: "string"; readonly value: string; readonly at: number }
  | { readonly kind: "integer"; readonly value: bigint; readonly at: number }
  | { readonly kind: "double"; readonly value: number; readonly at: number }
  | { readonly kind: "sign"; readonly text: string; readonly at: number }
  | { readonly kind: "end"; readonly at: number };

const keywords = [
  "AND",
  "OR",
  "NOT",
  "IN",
  "LIKE",
  "ESCAPE",
  "IS",
  "NULL",
  "EXISTS",
  "TRUE",
  "FALSE",
] as const;
export type Keyword = (typeof keywords)[number];

const blank = /\s+/y;
const name = /\p{L}[\p{L}\p{Nd}_]*/uy;
const parameter = /@[\p{L}\p{Nd}_]+/uy;
const number = /\d+(\.\d*)?([Ee][+-]?\d+)?/y;
const sign = /<>|<=|>=|!=|[=<>+\-*/%(),.]/y;

/** Opening sign, closing sign; the closing one is written twice to stand for itself. */
const enclosures = new Map([
  ["'", "'"],
  ['"', '"'],
  ["[", "]"],
]);

/** @throws {RuleError} At the first place that begins no token. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const opening = text.charAt(at);
    const closing = enclosures.get(opening);
    const token =
      closing === undefined
        ? readPlain(take, at)
        : readEnclosed(text, at, opening, closing);
    if (token.token !== undefined) tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: "end", at });
  return tokens;
}

interface Read {
  /** None for blanks. */
  readonly token?: Token;
  readonly end: number;
}

function readPlain(
  take: (pattern: RegExp) => RegExpExecArray | null,
  at: number,
): Read {
  let match = take(blank);
  if (match !== null) return { end: at + match[0].length };
  match = take(name);
  if (match !== null) {
    const text = match[0];
    const upperCase = text.toUpperCase();
    const word = keywords.find((keyword) => keyword === upperCase);
    return {
      token:
        word === undefined
          ? { kind: "name", text, delimited: false, at }
          : { kind: "keyword", word, at },
      end: at + text.length,
    };
  }
  match = take(number);
  if (match !== null) {
    const text = match[0];
    const whole = match[1] === undefined && match[2] === undefined;
    return {
      token: whole
        ? { kind: "integer", value: BigInt(text), at }
        : { kind: "double", value: Number(text), at },
      end: at + text.length,
    };
  }
  match = take(parameter);
  if (match !== null) {
    const text = match[0];
    return { token: { kind: "parameter", text, at }, end: at + text.length };
  }
  match = take(sign);
  if (match !== null) {
    const text = match[0];
    return { token: { kind: "sign", text, at }, end: at + text.length };
  }
  throw new RuleError(
    "FilterSyntax",
    `SQL filter, position ${String(at)}: this sign is not part of the filter language. Write names with other signs than letters, digits and _ in brackets, [like-this], and text in single quotation marks.`,
    at,
  );
}

function readEnclosed(
  text: string,
  at: number,
  opening: string,
  closing: string,
): Read {
  let value = "";
  let from = at + 1;
  for (;;) {
    const close = text.indexOf(closing, from);
    if (close === -1) {
      throw new RuleError(
        "FilterSyntax",
        `SQL filter, position ${String(at)}: what ${opening} opens has no ${closing} at its end. Inside, ${closing}${closing} stands for ${closing}.`,
        at,
      );
    }
    value += text.slice(from, close);
    if (text.charAt(close + 1) !== closing) {
      return {
        token:
          opening === "'"
            ? { kind: "string", value, at }
            : { kind: "name", text: value, delimited: true, at },
        end: close + 1,
      };
    }
    value += closing;
    from = close + 2;
  }
}
