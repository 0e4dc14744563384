import { BoundedMap } from "../BoundedMap.ts";
import * as tokens from "../sessionToken.ts";

const known = new BoundedMap<string, readonly string[]>(2000);

/** @returns none where the token cannot be read */
export function rangesOf(token: string): readonly string[] {
  let ranges = known.get(token);
  if (ranges === undefined) {
    ranges = tokens.isSessionToken(token) ? tokens.rangesOf(token) : [];
    known.set(token, ranges);
  }
  return ranges;
}

/** Case: a session id, or `undefined` as text, where the token should stand. */
export function isNoToken(sent: string | undefined): boolean {
  return sent !== undefined && rangesOf(sent).length === 0;
}

/** As the token library's; `undefined`, too, for what programs send that is no token. */
export function restrict(
  token: string,
  ranges: readonly string[],
  parents?: tokens.Splits,
): string | undefined {
  const own = rangesOf(token);
  if (own.length === 0) return undefined;
  // Nearly always: the token of one item, read in the range that it was written in.
  if (own.every((range) => ranges.includes(range))) return token;
  return tokens.restrict(token, ranges, parents);
}
