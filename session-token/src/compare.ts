import { joined, orderOf, type PartOrder } from "./order.ts";
import { parse } from "./parse.ts";
import { partsByRange } from "./partsByRange.ts";

export type TokenOrder = PartOrder | "unrelated";

/**
 * Says how token `a` stands to token `b`: `"newer"` means that `a` is newer.
 *
 * Within a partition key range the version decides, then the global LSN, then the regions.
 * Over the ranges: `newer` is newer or equal in all and newer in at least one, a range that only
 * one of them has counts as newer there; `concurrent` is each newer somewhere; `unrelated` is no
 * range in common.
 *
 * To decide whether a read has seen a write, use {@link covers}: it does not let a higher global
 * LSN make up for a region that lags.
 *
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`.
 */
export function compare(a: string, b: string): TokenOrder {
  const left = parse(a).parts;
  const right = partsByRange(parse(b));
  let newer = false;
  let older = false;
  let common = 0;
  for (const part of left) {
    const other = right.get(part.rangeId);
    if (other === undefined) {
      newer = true;
      continue;
    }
    common++;
    const order = orderOf(part, other);
    if (order === "newer" || order === "concurrent") newer = true;
    if (order === "older" || order === "concurrent") older = true;
  }
  if (common === 0) return "unrelated";
  if (common < right.size) older = true;
  return joined(newer, older);
}
