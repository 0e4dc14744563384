import { contains } from "./order.ts";
import { parse } from "./parse.ts";
import { partsByRange } from "./partsByRange.ts";

/**
 * True when a state `have` has seen every write that `need` stands for: each partition key range of
 * `need` is in `have` and is not behind there, in any region. Within one version this is the same
 * as "merging `need` into `have` changes nothing"; a higher version counts as ahead.
 *
 * @example covers("0:-1#42,1:-1#7", "0:-1#40") // true
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`.
 */
export function covers(have: string, need: string): boolean {
  const there = partsByRange(parse(have));
  return parse(need).parts.every((part) => {
    const found = there.get(part.rangeId);
    return found !== undefined && contains(found, part);
  });
}
