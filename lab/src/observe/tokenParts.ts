import { format, parse, type SessionToken } from "../sessionToken.ts";

type Part = SessionToken["parts"][number];
export type Parents = Readonly<Record<string, readonly string[]>>;

const KEPT = 2000;
const parsed = new Map<string, readonly Part[]>();

/** @returns the parts of a token, one for each range; none where it cannot be read */
export function partsOf(token: string): readonly Part[] {
  const known = parsed.get(token);
  if (known !== undefined) return known;
  const parts = tryToParse(token);
  // A run asks for the same few tokens again and again, then never more.
  if (parsed.size >= KEPT) parsed.clear();
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
  const wanted = withAncestors(ranges, parents);
  const found = parts.filter(({ rangeId }) => wanted.has(rangeId));
  if (found.length === 0) return undefined;
  return found.length === parts.length ? token : format({ parts: found });
}

function withAncestors(
  ranges: readonly string[],
  parents: Parents,
): ReadonlySet<string> {
  // A set is gone through in the order of adding, with what is added on the way.
  const found = new Set(ranges);
  for (const range of found) {
    for (const parent of parents[range] ?? []) found.add(parent);
  }
  return found;
}
