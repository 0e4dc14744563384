// Values as the service compares them. They are what JSON has, and `undefined`.

/**
 * Place of a type in an order: undefined, null, false, true, numbers, strings, arrays, objects
 * (documented for ORDER BY).
 */
function typeRank(value: unknown): number {
  switch (typeof value) {
    case "undefined":
      return 0;
    case "boolean":
      return value ? 3 : 2;
    case "number":
      return 4;
    case "string":
      return 5;
    default:
      return value === null ? 1 : Array.isArray(value) ? 6 : 7;
  }
}

/** Less than 0, 0 or more than 0; arrays and objects by their elements. */
export function order(left: unknown, right: unknown): number {
  const rank = typeRank(left) - typeRank(right);
  if (rank !== 0) return rank;
  if (typeof left === "number" || typeof left === "string") {
    return left === right ? 0 : left < (right as typeof left) ? -1 : 1;
  }
  if (Array.isArray(left)) return orderArrays(left, right as unknown[]);
  return isObject(left) ? orderObjects(left, right as object) : 0;
}

function orderArrays(
  left: readonly unknown[],
  right: readonly unknown[],
): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const ordered = order(left[index], right[index]);
    if (ordered !== 0) return ordered;
  }
  return left.length - right.length;
}

function orderObjects(left: object, right: object): number {
  const byKey = (value: object): [string, unknown][] =>
    Object.entries(value).sort(([a], [b]) => order(a, b));
  return orderArrays(byKey(left), byKey(right));
}

/** The same JSON value, whatever the order of the keys. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object") return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((element, index) => isSame(element, right[index]))
    );
  }
  if (Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) =>
        Object.hasOwn(right, key) &&
        isSame(
          (left as Record<string, unknown>)[key],
          (right as Record<string, unknown>)[key],
        ),
    )
  );
}

/** A text that is the same for the same JSON value, for use as a key of a map. */
export function keyOf(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  const entries = Object.entries(value)
    .sort(([a], [b]) => order(a, b))
    .map(([key, inner]) => `${JSON.stringify(key)}:${keyOf(inner)}`);
  return `{${entries.join()}}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Numbers that JSON cannot write are no values. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Sets a property under any name, also `__proto__`. */
export function setProperty(
  target: Record<string, unknown>,
  name: string,
  value: unknown,
): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    target[name] = value;
  }
}
