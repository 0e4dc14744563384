import { format } from "./format.ts";
import type { Splits } from "./judgeRanges.ts";
import { look, lookList } from "./look.ts";
import { parse } from "./parse.ts";

/**
 * What a token says of some partition key ranges, and of those that they were split from. A token of
 * a whole container has a part for each range; a read of one item has to see its own range only.
 *
 * @param parents for each range that came of a split, its parents, as `verdict` takes them
 * @returns `undefined` when the token says nothing of these ranges
 * @example restrict("0:-1#42,1:-1#7", ["1"]) // "1:-1#7"
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`.
 */
export function restrict(
  token: string,
  ranges: readonly string[],
  parents?: Splits,
): string | undefined {
  const { parts } = parse(token);
  const wanted = withAncestors(ranges, parents);
  const found = parts.filter(({ rangeId }) => wanted.has(rangeId));
  if (found.length === 0) return undefined;
  return found.length === parts.length ? token : format({ parts: found });
}

/** A set is gone through in the order of adding, with what is added on the way; circles end. */
function withAncestors(
  ranges: readonly string[],
  parents: Splits | undefined,
): ReadonlySet<string> {
  const found = new Set(ranges);
  if (parents === undefined) return found;
  for (const range of found) {
    if (!Object.hasOwn(parents, range)) continue;
    for (const parent of lookList(look(parents, range)) ?? []) {
      if (typeof parent === "string") found.add(parent);
    }
  }
  return found;
}
