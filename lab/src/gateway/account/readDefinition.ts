import type { ContainerConfig } from "../../config.ts";
import { checkObject, isTimeToLive } from "../items/checkItem.ts";
import { ServiceError } from "../ServiceError.ts";
import type { ContainerDefinition } from "./Container.ts";

const MAX_LEVELS = 3;

/** How the service shows a container that was made without a key: no item has this property. */
const SYSTEM_KEY = {
  paths: ["/_partitionKey"],
  kind: "Hash",
  version: 1,
  systemKey: true,
} as const;

/** @throws {ServiceError} 400 when the body is no definition of a container. */
export function readDefinition(
  body: unknown,
  { mayHaveNoKey = false } = {},
): ContainerDefinition {
  const sent = checkObject(body);
  const id = checkName(sent["id"], "container");
  const partitionKey =
    sent["partitionKey"] === undefined && mayHaveNoKey
      ? SYSTEM_KEY
      : readPartitionKey(sent["partitionKey"], id);
  const { defaultTtl } = sent;
  if (defaultTtl !== undefined && !isTimeToLive(defaultTtl)) {
    throw new ServiceError(
      400,
      `defaultTtl of container "${id}" is invalid: it is a positive number of seconds, or -1.`,
    );
  }
  const kept = Object.fromEntries(
    Object.entries(sent).filter(([name]) => !name.startsWith("_")),
  );
  return { ...kept, id, partitionKey };
}

export function definitionOf(config: ContainerConfig): ContainerDefinition {
  const { id, partitionKey, defaultTtl, uniqueKeyPolicy } = config;
  const key =
    typeof partitionKey === "string"
      ? { paths: [partitionKey] }
      : "paths" in partitionKey
        ? partitionKey
        : { paths: partitionKey };
  return readDefinition({
    id,
    partitionKey: { version: 2, ...key },
    ...(defaultTtl !== undefined && { defaultTtl }),
    ...(uniqueKeyPolicy !== undefined && { uniqueKeyPolicy }),
  });
}

/** @throws {ServiceError} 400 */
export function checkName(id: unknown, what: string): string {
  if (typeof id === "string" && /^[^/\\?#]{1,255}$/.test(id)) return id;
  throw new ServiceError(
    400,
    `The id ${typeof id === "string" ? `"${id}"` : "that is missing or no text,"} of a ${what} is invalid: it is a text of 1 to 255 characters without / \\ ? and #.`,
  );
}

function readPartitionKey(
  sent: unknown,
  id: string,
): ContainerDefinition["partitionKey"] {
  const { paths, kind, version, systemKey } = (sent ?? {}) as Partial<
    Record<"paths" | "kind" | "version" | "systemKey", unknown>
  >;
  const areGood =
    Array.isArray(paths) &&
    paths.length > 0 &&
    paths.every((path) => typeof path === "string");
  if (!areGood) {
    throw new ServiceError(
      400,
      `The partition key of container "${id}" is invalid: partitionKey.paths is an array of paths like /tenantId.`,
    );
  }
  for (const path of paths) checkKeyPath(path, id);
  const isHierarchical = kind === "MultiHash" || paths.length > 1;
  if (paths.length > (isHierarchical ? MAX_LEVELS : 1)) {
    throw new ServiceError(
      400,
      `The partition key of container "${id}" has ${paths.length} paths; a hierarchical key has at most ${MAX_LEVELS}.`,
    );
  }
  return {
    paths: paths,
    kind: isHierarchical ? "MultiHash" : "Hash",
    // A definition without a version is one of version 1, as on the service.
    version: isHierarchical || version === 2 ? 2 : 1,
    ...(systemKey === true && { systemKey }),
  };
}

/** Names behind slashes; one that holds other characters than these stands in quotation marks. */
const KEY_PATH = /^(?:\/(?:"(?:[^"\\]|\\.)+"|[^\s"*?/[\]]+))+$/;

/** @throws {ServiceError} 400 in the service's words. */
function checkKeyPath(path: string, id: string): void {
  if (KEY_PATH.test(path)) return;
  throw new ServiceError(
    400,
    `The partition key component definition path '${path}' could not be accepted for container "${id}". Partition key paths must contain only valid characters and not contain a trailing slash or wildcard character: write it like /tenantId or /address/"zip code".`,
  );
}
