import type { BuiltIn } from "../compile/context.ts";
import { isObject } from "../values.ts";

function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** A function of strings only; anything else makes it undefined. */
function ofStrings(
  least: number,
  compute: (...texts: string[]) => unknown,
  most = least,
): BuiltIn {
  return {
    least,
    most,
    apply: (...values: unknown[]) =>
      values.every(isString) ? compute(...values) : undefined,
  };
}

/** A test of two strings, with a third argument that says whether case is ignored. */
function ofTwo(test: (text: string, part: string) => boolean): BuiltIn {
  return {
    least: 2,
    most: 3,
    apply: (text: unknown, part: unknown, ...[ignoreCase]: unknown[]) => {
      if (!isString(text) || !isString(part)) return undefined;
      if (ignoreCase === true) {
        return test(text.toLowerCase(), part.toLowerCase());
      }
      return ignoreCase === undefined || ignoreCase === false
        ? test(text, part)
        : undefined;
    },
  };
}

/** Whether a text holds all (any) of the others. */
function ofMany(ignoreCase: boolean, quantifier: "every" | "some"): BuiltIn {
  return ofStrings(
    2,
    (text = "", ...parts) => {
      const [whole, ...others] = [text, ...parts].map((one) =>
        ignoreCase ? one.toLowerCase() : one,
      );
      return others[quantifier]((part) => whole!.includes(part));
    },
    Infinity,
  );
}

/** The part of a text beside the first or last place where another one stands in it. */
function beside(
  find: (text: string, part: string) => number,
  cut: (text: string, at: number, length: number) => string,
): BuiltIn {
  return ofStrings(2, (text = "", part = "") => {
    const at = find(text, part);
    return at < 0 ? undefined : cut(text, at, part.length);
  });
}

const first = (text: string, part: string): number => text.indexOf(part);
const last = (text: string, part: string): number => text.lastIndexOf(part);
const before = (text: string, at: number): string => text.slice(0, at);
const after = (text: string, at: number, length: number): string =>
  text.slice(at + length);

function withNumber(
  compute: (text: string, count: number) => unknown,
): BuiltIn {
  return {
    least: 2,
    most: 2,
    apply: (text: unknown, count: unknown) =>
      isString(text) && typeof count === "number"
        ? compute(text, Math.trunc(count))
        : undefined,
  };
}

function search(
  find: (text: string, part: string, start: number) => number,
  defaultStart: (text: string) => number,
): BuiltIn {
  return {
    least: 2,
    most: 3,
    apply: (text: unknown, part: unknown, ...rest: unknown[]) => {
      if (!isString(text) || !isString(part)) return undefined;
      const start = rest.length === 0 ? defaultStart(text) : rest[0];
      return typeof start === "number" ? find(text, part, start) : undefined;
    },
  };
}

function trim(atStart: boolean, atEnd: boolean): BuiltIn {
  return ofStrings(
    1,
    (text = "", ...[characters]) => {
      const isGone = (character: string): boolean =>
        characters === undefined
          ? character.trim() === ""
          : characters.includes(character);
      let start = 0;
      let end = text.length;
      while (atStart && start < end && isGone(text.charAt(start))) start++;
      while (atEnd && end > start && isGone(text.charAt(end - 1))) end--;
      return text.slice(start, end);
    },
    2,
  );
}

/** The service's limit for REPLICATE. */
const longestReplica = 10_000;

export const stringFunctions: Readonly<Record<string, BuiltIn>> = {
  CONCAT: ofStrings(2, (...texts) => texts.join(""), Infinity),
  CONTAINS: ofTwo((text, part) => text.includes(part)),
  STARTSWITH: ofTwo((text, part) => text.startsWith(part)),
  ENDSWITH: ofTwo((text, part) => text.endsWith(part)),
  STRINGEQUALS: ofTwo((text, other) => text === other),
  CONTAINS_ALL_CI: ofMany(true, "every"),
  CONTAINS_ALL_CS: ofMany(false, "every"),
  CONTAINS_ANY_CI: ofMany(true, "some"),
  CONTAINS_ANY_CS: ofMany(false, "some"),
  INDEX_OF: search(
    (text, part, start) => text.indexOf(part, start),
    () => 0,
  ),
  LASTINDEXOF: search(
    (text, part, start) => text.lastIndexOf(part, start),
    (text) => text.length,
  ),
  SUBSTRINGBEFORE: beside(first, before),
  SUBSTRINGAFTER: beside(first, after),
  LASTSUBSTRINGBEFORE: beside(last, before),
  LASTSUBSTRINGAFTER: beside(last, after),
  LEFT: withNumber((text, count) => text.slice(0, Math.max(0, count))),
  RIGHT: withNumber((text, count) => (count <= 0 ? "" : text.slice(-count))),
  LENGTH: ofStrings(1, (text = "") => text.length),
  LOWER: ofStrings(1, (text = "") => text.toLowerCase()),
  UPPER: ofStrings(1, (text = "") => text.toUpperCase()),
  TRIM: trim(true, true),
  LTRIM: trim(true, false),
  RTRIM: trim(false, true),
  REPLACE: ofStrings(3, (text = "", part = "", other = "") =>
    part === "" ? text : text.replaceAll(part, () => other),
  ),
  REPLICATE: withNumber((text, count) =>
    count < 0 || text.length * count > longestReplica
      ? undefined
      : text.repeat(count),
  ),
  REVERSE: ofStrings(1, (text = "") => Array.from(text).reverse().join("")),
  SUBSTRING: {
    least: 3,
    most: 3,
    apply: (text: unknown, start: unknown, length: unknown) =>
      isString(text) && typeof start === "number" && typeof length === "number"
        ? text.substring(start, Math.max(0, start) + Math.max(0, length))
        : undefined,
  },
  STRINGSPLIT: ofStrings(2, (text = "", separator = "") =>
    separator === "" ? [text] : text.split(separator),
  ),
  STRINGJOIN: {
    least: 2,
    most: 2,
    apply: (parts: unknown, separator: unknown) =>
      Array.isArray(parts) && parts.every(isString) && isString(separator)
        ? parts.join(separator)
        : undefined,
  },
  TOSTRING: {
    least: 1,
    most: 1,
    apply: (value: unknown) =>
      typeof value === "number"
        ? String(value)
        : isString(value) || value === undefined
          ? value
          : JSON.stringify(value),
  },
  STRINGTOARRAY: parsing((value) => Array.isArray(value)),
  STRINGTOBOOLEAN: parsing((value) => typeof value === "boolean"),
  STRINGTONULL: parsing((value) => value === null),
  STRINGTONUMBER: parsing((value) => typeof value === "number"),
  STRINGTOOBJECT: parsing(isObject),
};

/** Reads JSON, and answers it when it is of the wanted type. */
function parsing(isWanted: (value: unknown) => boolean): BuiltIn {
  return ofStrings(1, (text = "") => {
    try {
      const value: unknown = JSON.parse(text);
      return isWanted(value) ? value : undefined;
    } catch {
      return undefined;
    }
  });
}
