import type { View } from "../../replication/PartitionKeyRange.ts";
import type { Account } from "../account/Account.ts";
import type { Item, Query } from "../query/Query.ts";
import type { Position } from "./continuation.ts";
import { historiesIn, type Scope } from "./scope.ts";
import { isLive, type StoredItem } from "./StoredItem.ts";

export interface Page {
  readonly results: unknown[];
  /** `undefined`: that was all of this range. */
  readonly next: Position | undefined;
  readonly itemsRead: number;
}

/** The service ends a page at 4 MB of results. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/**
 * One page of a query whose results follow the items: at most `limit` results of one range. The next
 * page goes on behind the last item, or within it (a JOIN makes several results of one).
 */
export function pageInOrder(
  account: Account,
  query: Query,
  scope: Scope,
  view: View<StoredItem>,
  from: { readonly behind: number; readonly skip: number },
  limit: number,
): Page {
  const now = account.clock.now();
  const results: unknown[] = [];
  let behind = from.behind;
  let current = from.behind;
  let ofCurrent = 0;
  let bytes = 0;
  let itemsRead = 0;
  function* items(): Generator<Item> {
    for (const history of historiesIn(scope, view.range, from.behind)) {
      const item = history.at(view.lsn)?.value;
      if (!isLive(item, now)) continue;
      behind = current;
      current = history.ordinal;
      ofCurrent = 0;
      itemsRead++;
      bytes += item.bytes.length;
      yield item.body;
    }
  }
  let toSkip = from.skip;
  for (const result of query.run(items())) {
    ofCurrent++;
    if (toSkip > 0) {
      toSkip--;
      continue;
    }
    if (
      results.length >= limit ||
      (bytes > MAX_PAGE_BYTES && results.length > 0)
    ) {
      const next = { range: view.range.id, behind, skip: ofCurrent - 1 };
      return { results, next, itemsRead };
    }
    results.push(result);
  }
  // The service does not look whether more follows a page that is just full: the next one may be empty.
  const next =
    results.length < limit
      ? undefined
      : { range: view.range.id, behind: current, skip: 0 };
  return { results, next, itemsRead };
}

/** All items of the views, for a query that must see them all before its first result. */
export function* itemsOf(
  account: Account,
  scope: Scope,
  views: readonly View<StoredItem>[],
): Generator<Item> {
  const now = account.clock.now();
  for (const view of views) {
    for (const history of historiesIn(scope, view.range, -1)) {
      const item = history.at(view.lsn)?.value;
      if (isLive(item, now)) yield item.body;
    }
  }
}
