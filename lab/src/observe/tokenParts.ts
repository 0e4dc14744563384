import * as tokens from "../sessionToken.ts";

type Part = tokens.SessionToken["parts"][number];

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
    return tokens.parse(token).parts;
  } catch {
    return [];
  }
}

/** As the token library's; `undefined`, too, for what programs send that is no token. */
export function restrict(
  token: string,
  ranges: readonly string[],
  parents?: tokens.Splits,
): string | undefined {
  const parts = partsOf(token);
  if (parts.length === 0) return undefined;
  // Nearly always: the token of one item, read in the range that it was written in.
  if (parts.every(({ rangeId }) => ranges.includes(rangeId))) return token;
  return tokens.restrict(token, ranges, parents);
}
