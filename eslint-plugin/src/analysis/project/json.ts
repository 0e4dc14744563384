/**
 * Reads JSON as people write it into configuration files: with comments and trailing commas. Knows the line
 * of each object, which `JSON.parse` does not. Never throws.
 */
export interface JsonResult {
  /** `undefined` when the text cannot be read. */
  readonly value: unknown;
  readonly error?: { readonly message: string; readonly line: number };
  /** 1-based line on which an object or array of `value` begins. */
  readonly lineOf: (part: object) => number;
}

/** Deeper nesting is no configuration, and must not exhaust the stack. */
const maxDepth = 200;

class JsonError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export function parseJson(text: string): JsonResult {
  const starts = new Map<object, number>();
  const lineAt = (offset: number): number => {
    let line = 1;
    for (
      let at = text.indexOf("\n");
      at !== -1 && at < offset;
      at = text.indexOf("\n", at + 1)
    )
      line++;
    return line;
  };
  const lineOf = (part: object): number => lineAt(starts.get(part) ?? 0);
  try {
    return { value: read(text, starts), lineOf };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return {
      value: undefined,
      lineOf,
      error: { message: error.message, line: lineAt(error.offset) },
    };
  }
}

function read(text: string, starts: Map<object, number>): unknown {
  let at = 0;

  function skipBlank(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (
        code === 32 ||
        (code >= 9 && code <= 13) ||
        code === 0xa0 ||
        code === 0xfeff
      )
        at++;
      else if (text.startsWith("//", at)) {
        const end = text.indexOf("\n", at);
        at = end === -1 ? text.length : end;
      } else if (text.startsWith("/*", at)) {
        const end = text.indexOf("*/", at + 2);
        if (end === -1) throw new JsonError("comment without an end", at);
        at = end + 2;
      } else return;
    }
  }

  function unexpected(expected: string): JsonError {
    const found =
      at < text.length ? `"${text.charAt(at)}"` : "the end of the text";
    return new JsonError(`expected ${expected}, found ${found}`, at);
  }

  function readString(): string {
    const start = at;
    at++;
    while (text.charAt(at) !== '"') {
      const code = text.charCodeAt(at);
      if (Number.isNaN(code) || code === 10 || code === 13)
        throw new JsonError("string without an end", start);
      at += code === 92 ? 2 : 1;
    }
    at++;
    try {
      return JSON.parse(
        text.slice(start, at).replaceAll("\t", "\\t"),
      ) as string;
    } catch {
      throw new JsonError(
        "string with an escape that JSON does not have",
        start,
      );
    }
  }

  function readValue(depth: number): unknown {
    if (depth > maxDepth)
      throw new JsonError(
        `nested more than ${String(maxDepth)} levels deep`,
        at,
      );
    const first = text.charAt(at);
    if (first === '"') return readString();
    if (first === "{") return readObject(depth);
    if (first === "[") return readArray(depth);
    const word = /[-+.\w]*/y;
    word.lastIndex = at;
    const literal = word.exec(text)?.[0] ?? "";
    if (literal !== "") {
      try {
        const value = JSON.parse(literal) as unknown;
        at += literal.length;
        return value;
      } catch {
        // Reported below, at the place of the word.
      }
    }
    throw unexpected("a value");
  }

  function readObject(depth: number): object {
    const object: Record<string, unknown> = {};
    starts.set(object, at);
    at++;
    skipBlank();
    while (text.charAt(at) !== "}") {
      if (text.charAt(at) !== '"') throw unexpected('a name in quotes or "}"');
      const name = readString();
      skipBlank();
      if (text.charAt(at) !== ":") throw unexpected('":"');
      at++;
      skipBlank();
      const value = readValue(depth + 1);
      // A plain assignment to `__proto__` would change the prototype instead.
      Object.defineProperty(object, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      skipBlank();
      if (text.charAt(at) === ",") {
        at++;
        skipBlank();
      } else if (text.charAt(at) !== "}") throw unexpected('"," or "}"');
    }
    at++;
    return object;
  }

  function readArray(depth: number): unknown[] {
    const array: unknown[] = [];
    starts.set(array, at);
    at++;
    skipBlank();
    while (text.charAt(at) !== "]") {
      array.push(readValue(depth + 1));
      skipBlank();
      if (text.charAt(at) === ",") {
        at++;
        skipBlank();
      } else if (text.charAt(at) !== "]") throw unexpected('"," or "]"');
    }
    at++;
    return array;
  }

  skipBlank();
  const value = readValue(0);
  skipBlank();
  if (at < text.length) throw unexpected("the end of the text");
  return value;
}

/** Member of a value that came from JSON, whatever the value is. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" &&
    value !== null &&
    Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === "string" ? found : undefined;
}

/** The texts among the elements; empty for anything but an array. */
export function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((element) => typeof element === "string")
    : [];
}
