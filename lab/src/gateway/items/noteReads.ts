import type { ItemKey } from "../../observe/observation.ts";
import type { GatewayRequest } from "../Operation.ts";
import type { BatchOperation } from "./batchOperations.ts";

/**
 * Notes which items a batch or a bulk call reads, so that it is judged for them. One that only reads
 * is a read; one that does both counts as the write that it is.
 *
 * @param partitionOf the partition of the operation at an index
 */
export function noteReads(
  request: GatewayRequest,
  operations: readonly BatchOperation[],
  partitionOf: (index: number) => string,
): void {
  const read: ItemKey[] = [];
  for (const [index, { operationType, id }] of operations.entries()) {
    if (operationType !== "Read" || id === undefined) continue;
    read.push({ id, partitionKey: partitionOf(index) });
  }
  if (read.length === 0) return;
  if (read.length === operations.length) request.seen.kind = "read";
  request.seen.concerns = (item) =>
    read.some(
      ({ id, partitionKey }) =>
        id === item.id && partitionKey === item.partitionKey,
    );
}
