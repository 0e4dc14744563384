import type { View } from "../../replication/PartitionKeyRange.ts";
import type { Account } from "../account/Account.ts";
import type { Scope } from "./scope.ts";
import { isInScope } from "./scope.ts";
import { isLive, type StoredItem } from "./StoredItem.ts";

export interface ChangedItem {
  readonly item: StoredItem;
  /** Of the write. */
  readonly lsn: number;
}

/** One page of a range's change feed, and the LSN behind which the next one goes on. */
export function changesIn(
  account: Account,
  scope: Scope,
  view: View<StoredItem>,
  since: number,
  fromTime: number | undefined,
  limit: number,
): { readonly items: readonly ChangedItem[]; readonly lsn: number } {
  const now = account.clock.now();
  const isAll = scope.partition === undefined && scope.includes === undefined;
  const items: ChangedItem[] = [];
  let lsn = since;
  for (const change of view.range.store.changes(since, view.lsn)) {
    const { version, partition } = change;
    // What was committed together is answered together, so a page ends between LSNs only.
    if (items.length >= limit && version.lsn > lsn) return { items, lsn };
    lsn = version.lsn;
    const item = version.value;
    if (!isLive(item, now)) continue;
    if (!isAll && !isInScope(scope, partition)) continue;
    if (fromTime !== undefined && Number(item.body["_ts"]) * 1000 < fromTime) {
      continue;
    }
    items.push({ item, lsn });
  }
  return { items, lsn: Math.max(since, view.lsn) };
}
