import type { PartitionKeyRange } from "../../replication/PartitionKeyRange.ts";
import type { Container } from "../account/Container.ts";
import type { GatewayRequest } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";
import type { StoredItem } from "./StoredItem.ts";

/** Id of the range that a request names; some SDKs put the container's `_rid` and a comma before it. */
export function rangeIdIn(request: GatewayRequest): string | undefined {
  const header = request.headers["x-ms-documentdb-partitionkeyrangeid"];
  return header === undefined ? undefined : String(header).split(",").at(-1);
}

/** @throws {ServiceError} 400 without the header, 410/1002 for a range that was split. */
export function rangeInHeader(
  request: GatewayRequest,
  container: Container,
): PartitionKeyRange<StoredItem> {
  const id = rangeIdIn(request);
  if (id === undefined) {
    throw new ServiceError(
      400,
      "This request needs x-ms-documentdb-partitionkeyrangeid or x-ms-documentdb-partitionkey.",
    );
  }
  request.seen.ranges = [id];
  const range = container.data.ranges.find((each) => each.id === id);
  if (range === undefined) throw rangeGone(id, container);
  return range;
}

/** Upon this the SDK reads the ranges again. */
export function rangeGone(id: string, container: Container): ServiceError {
  return new ServiceError(
    410,
    `The requested partition key range "${id}" of container "${container.name}" is gone: it was split, or it never was.`,
    { subStatus: 1002 },
  );
}
