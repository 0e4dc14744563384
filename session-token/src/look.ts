/**
 * Reads one property of a value that somebody else made. A getter or proxy that throws counts as an
 * absent property: these functions answer with their own errors only.
 */
export function look(value: unknown, key: string | number): unknown {
  if (!isObject(value)) return undefined;
  try {
    return (value as Record<string | number, unknown>)[key];
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A list that a stranger made, as a plain array; `undefined` when it is none. */
export function lookList(value: unknown): readonly unknown[] | undefined {
  try {
    return Array.isArray(value) ? Array.from(value as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
