// Which part of a container a query or a feed is about.
import type { KeyComponent } from "../../replication/partitionHash.ts";
import { effectivePartitionKey } from "../../replication/partitionHash.ts";
import {
  keyOfPartition,
  partitionOfKey,
} from "../../replication/partitionName.ts";
import type { PartitionKeyRange } from "../../replication/PartitionKeyRange.ts";
import type { ItemHistory } from "../../replication/ItemHistory.ts";
import type { Container } from "../account/Container.ts";
import type { GatewayRequest } from "../Operation.ts";
import { partitionKeyOf } from "./partitionKeyHeader.ts";
import { rangeGone, rangeIdIn } from "./rangeHeader.ts";
import type { StoredItem } from "./StoredItem.ts";

export interface Scope {
  /** In the order of their intervals. */
  readonly ranges: readonly PartitionKeyRange<StoredItem>[];
  /** All of one partition key. */
  readonly partition?: string;
  /** With a partition: one item of it. */
  readonly id?: string;
  /** Further limits, by name of the partition. */
  readonly includes?: (partition: string) => boolean;
  /** The request names no part of the container: the SDK may have to ask each range by itself. */
  readonly isWhole: boolean;
}

/** @throws {ServiceError} 410/1002 for a range that never was. */
export function scopeOf(request: GatewayRequest, container: Container): Scope {
  const key = partitionKeyOf(request, container);
  if (key !== undefined) return scopeOfKey(key, container);
  const id = rangeIdIn(request);
  if (id === undefined) {
    return { ranges: container.data.ranges, isWhole: true };
  }
  request.seen.ranges = [id];
  const ranges = container.data.find(id);
  if (ranges.length === 0) throw rangeGone(id, container);
  const min = request.headers["x-ms-start-epk"];
  const max = request.headers["x-ms-end-epk"];
  if (typeof min !== "string" || typeof max !== "string") {
    return { ranges, isWhole: false };
  }
  return {
    ranges: ranges.filter(
      ({ interval }) =>
        interval.minInclusive < max && interval.maxExclusive > min,
    ),
    includes(partition) {
      const { hash } = container.data;
      const effective = effectivePartitionKey(keyOfPartition(partition), hash);
      return effective >= min && effective < max;
    },
    isWhole: false,
  };
}

/** @param key All components, or the first ones of a hierarchical key. */
function scopeOfKey(key: readonly KeyComponent[], container: Container): Scope {
  if (key.length === container.keyPaths.length) {
    return {
      ranges: [container.data.rangeOf(key)],
      partition: partitionOfKey(key),
      isWhole: false,
    };
  }
  const prefix = partitionOfKey(key).slice(0, -1);
  return {
    ranges: container.data.rangesOfPrefix(key),
    includes: (partition) => partition.startsWith(`${prefix},`),
    isWhole: false,
  };
}

/** The part of the scope in which a query can find anything, by what its filter demands. */
export function narrowed(
  scope: Scope,
  equalities: ReadonlyMap<string, unknown>,
  container: Container,
): Scope {
  if (equalities.size === 0) return scope;
  const id = equalities.get("id");
  const limit = typeof id === "string" ? { id } : {};
  if (scope.partition !== undefined) return { ...scope, ...limit };
  const key: KeyComponent[] = [];
  for (const path of container.keyPaths) {
    const name = path.join("/");
    const value = equalities.get(name);
    if (!equalities.has(name) || !isComponent(value)) return scope;
    key.push(value);
  }
  const { ranges, partition } = scopeOfKey(key, container);
  return {
    ...scope,
    ...(scope.isWhole && { ranges }),
    partition: partition!,
    ...limit,
  };
}

function isComponent(value: unknown): value is KeyComponent {
  return (
    value === null || ["string", "number", "boolean"].includes(typeof value)
  );
}

export function isInScope(scope: Scope, partition: string): boolean {
  if (scope.partition !== undefined) return scope.partition === partition;
  if (scope.includes !== undefined && !scope.includes(partition)) return false;
  if (scope.isWhole || scope.includes !== undefined) return true;
  return scope.ranges.some(
    (range) => range.store.partitionCount(partition) > 0,
  );
}

/** The histories of a range that lie in the scope, from the first one behind the ordinal. */
export function* historiesIn(
  scope: Scope,
  range: PartitionKeyRange<StoredItem>,
  behind: number,
): Generator<ItemHistory<StoredItem>> {
  const { partition, id, includes } = scope;
  if (partition !== undefined && id !== undefined) {
    const history = range.store.history(partition, id);
    if (history !== undefined && history.ordinal > behind) yield history;
    return;
  }
  if (partition !== undefined) {
    for (const history of range.store.partition(partition)) {
      if (history.ordinal > behind) yield history;
    }
    return;
  }
  for (const history of range.store.behind(behind)) {
    if (includes === undefined || includes(history.partition)) yield history;
  }
}
