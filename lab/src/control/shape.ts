// Checks values that came from outside: a file, a request, an option. A check returns the value with
// its type, or throws what is wrong, where, and what would be right.

export class Wrong extends Error {
  override readonly name = "Wrong";
}

/** @param path where the value stands, `cosmos.databases[0].id`; empty for the whole */
export type Check<T> = (value: unknown, path: string) => T;

export function fail(path: string, expected: string, value: unknown): never {
  const got =
    value === undefined ? "nothing is there" : `got ${shorten(value)}`;
  throw new Wrong(
    `${path === "" ? "the whole" : `"${path}"`} must be ${expected}; ${got}.`,
  );
}

export const string: Check<string> = (value, path) =>
  typeof value === "string" && value !== ""
    ? value
    : fail(path, "a text that is not empty", value);

export function oneOf<const T>(values: readonly T[]): Check<T> {
  return (value, path) =>
    values.includes(value as T)
      ? (value as T)
      : fail(path, `one of ${values.map(shorten).join(", ")}`, value);
}

export function wholeNumber(from: number, to: number): Check<number> {
  return (value, path) =>
    Number.isInteger(value) &&
    (value as number) >= from &&
    (value as number) <= to
      ? (value as number)
      : fail(path, `a whole number from ${from} to ${to}`, value);
}

export function array<T>(element: Check<T>, atLeast = 0): Check<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < atLeast) {
      return fail(path, atLeast > 0 ? "a list, not empty" : "a list", value);
    }
    return value.map((each: unknown, index) =>
      element(each, `${path}[${index}]`),
    );
  };
}

/** A value that may be left out is checked by the same check when it is there. */
export function object<T extends object>(fields: {
  readonly required?: Readonly<Record<string, Check<unknown>>>;
  readonly optional?: Readonly<Record<string, Check<unknown>>>;
  /** Fields that are not named are taken as they are; else they are wrong. */
  readonly isOpen?: boolean;
}): Check<T> {
  const { required = {}, optional = {}, isOpen = false } = fields;
  const known = [...Object.keys(required), ...Object.keys(optional)];
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return fail(path, "an object", value);
    }
    const prefix = path === "" ? "" : `${path}.`;
    const checked: Record<string, unknown> = {};
    for (const [name, check] of Object.entries(required)) {
      const field = (value as Record<string, unknown>)[name];
      checked[name] = check(field, prefix + name);
    }
    for (const [name, field] of Object.entries(value)) {
      const check = optional[name];
      if (check !== undefined) {
        if (field !== undefined) checked[name] = check(field, prefix + name);
      } else if (isOpen) {
        checked[name] = field as unknown;
      } else if (!(name in required)) {
        throw new Wrong(
          `"${prefix}${name}" is not known${suggest(name, known)}. Known here: ${known.join(", ")}.`,
        );
      }
    }
    return checked as T;
  };
}

/** Case: a name in the wrong case, `queues` for `Queues`. */
function suggest(name: string, known: readonly string[]): string {
  const near = known.find(
    (other) => other.toLowerCase() === name.toLowerCase(),
  );
  return near === undefined ? "" : `; did you mean "${near}"`;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
