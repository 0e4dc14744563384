import { BoundedMap } from "../BoundedMap.ts";
import { format, parse, type SessionToken } from "../sessionToken.ts";

type Part = SessionToken["parts"][number];
/** For each partition key range that came of a split, its parents. */
export type Parents = Readonly<Record<string, readonly string[]>>;

const parsed = new BoundedMap<string, readonly Part[]>(2000);

/** @returns the parts of a token, one for each range; none where it cannot be read */
export function partsOf(token: string): readonly Part[] {
  const known = parsed.get(token);
  if (known !== undefined) return known;
  const parts = tryToParse(token);
  parsed.set(token, parts);
  return parts;
}

function tryToParse(token: string): readonly Part[] {
  try {
    return parse(token).parts;
  } catch {
    return [];
  }
}

export function rangesOf(token: string): string[] {
  return partsOf(token).map(({ rangeId }) => rangeId);
}

/**
 * What a token says of some ranges, and of those that they were split from.
 *
 * @returns `undefined` when it says nothing of them, or cannot be read
 */
export function restrict(
  token: string,
  ranges: readonly string[],
  parents: Parents = {},
): string | undefined {
  const parts = partsOf(token);
  // A set is gone through in the order of adding, with what is added on the way.
  const wanted = new Set(ranges);
  for (const range of wanted) {
    for (const parent of parents[range] ?? []) wanted.add(parent);
  }
  const found = parts.filter(({ rangeId }) => wanted.has(rangeId));
  if (found.length === 0) return undefined;
  return found.length === parts.length ? token : format({ parts: found });
}
