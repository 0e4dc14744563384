import type { Container } from "../account/Container.ts";
import type { KeyComponent } from "../../replication/partitionHash.ts";
import { ServiceError } from "../ServiceError.ts";
import type { GatewayRequest } from "../Operation.ts";

/**
 * The partition key that a request names, `undefined` if it names none. Of a hierarchical key it may
 * be the first components only.
 *
 * @throws {ServiceError} 400 when the header is no array of at most as many components as the key has.
 */
export function partitionKeyOf(
  request: GatewayRequest,
  container: Container,
): KeyComponent[] | undefined {
  const header = request.headers["x-ms-documentdb-partitionkey"];
  if (header === undefined) return undefined;
  request.seen.partitionKey = String(header);
  return parsePartitionKey(String(header), container);
}

export function parsePartitionKey(
  text: string,
  container: Container,
): KeyComponent[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed)) {
    throw new ServiceError(
      400,
      `Partition key ${text} is invalid: x-ms-documentdb-partitionkey takes a JSON array with one value for each of the container's paths.`,
    );
  }
  const paths = container.keyPaths.length;
  // The SDK's key for "none" is an empty array in old containers and an empty object in others.
  const components = parsed.length === 0 ? [{}] : parsed;
  if (components.length > paths) {
    throw new ServiceError(
      400,
      `The partition key ${text} has more components than container "${container.name}" defines (${paths}).`,
      { subStatus: 1001 },
    );
  }
  return components.map((component) => componentOf(component, text));
}

function componentOf(component: unknown, text: string): KeyComponent {
  switch (typeof component) {
    case "string":
    case "number":
    case "boolean":
      return component;
    case "object":
      if (component === null) return null;
      if (Object.keys(component).length === 0) return undefined;
  }
  throw new ServiceError(
    400,
    `The partition key ${text} holds a value that is neither text, number, boolean, null nor {} (for a missing one).`,
  );
}

/** The whole key, as an operation on one item needs it. */
export function wholePartitionKeyOf(
  request: GatewayRequest,
  container: Container,
): KeyComponent[] {
  const key = partitionKeyOf(request, container);
  if (key !== undefined && key.length === container.keyPaths.length) return key;
  throw new ServiceError(
    400,
    key === undefined
      ? `PartitionKey value must be supplied for this operation. Pass the item's key on container "${container.name}" (${container.definition.partitionKey.paths.join(", ")}).`
      : `The partition key supplied in x-ms-partitionkey header has fewer components than defined in the collection: ${key.length} of ${container.keyPaths.length} (${container.definition.partitionKey.paths.join(", ")}).`,
    key === undefined ? {} : { subStatus: 1001 },
  );
}
