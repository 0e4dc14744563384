import type { PartitionKeyRange } from "../../replication/PartitionKeyRange.ts";
import type { CosmosState, RangeState } from "../Gateway.ts";
import type { StoredItem } from "../items/StoredItem.ts";
import type { Account } from "./Account.ts";

export function cosmosState(account: Account): CosmosState {
  const now = account.clock.now();
  return {
    consistency: account.consistency,
    regions: account.regions.map((name) => ({
      name,
      takesWrites: name === account.writeRegion,
    })),
    databases: [...account.databases.values()].map((database) => ({
      id: database.id,
      containers: [...database.containers.values()].map((container) => ({
        id: container.definition.id,
        partitionKey: container.definition.partitionKey.paths,
        ranges: container.data.ranges.map((range) => rangeState(range, now)),
      })),
    })),
  };
}

function rangeState(
  range: PartitionKeyRange<StoredItem>,
  now: number,
): RangeState {
  const { primary } = range;
  return {
    id: range.id,
    minInclusive: range.interval.minInclusive,
    maxExclusive: range.interval.maxExclusive,
    parents: range.parents,
    lsn: range.lsn,
    items: range.store.live,
    replicas: range.replicas.map((replica) => ({
      name: replica.name,
      region: replica.region,
      isPrimary: replica === primary,
      lsn: range.lsnOf(replica, now),
      frozen: replica.frozen,
    })),
  };
}
