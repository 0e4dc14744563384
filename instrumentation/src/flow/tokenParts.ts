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

/** As the token library's; `undefined`, too, for what programs send that is no token. */
export function restrict(
  token: string,
  ranges: readonly string[],
  parents?: tokens.Splits,
): string | undefined {
  return rangesOf(token).length === 0
    ? undefined
    : tokens.restrict(token, ranges, parents);
}
