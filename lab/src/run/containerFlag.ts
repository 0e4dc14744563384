import { UsageError } from "../cli/parseOptions.ts";
import type { ContainerConfig, DatabaseConfig } from "../config.ts";

/**
 * Reads `--container DB/COLL:/KEY`; a hierarchical key has its paths after commas.
 *
 * @throws {UsageError}
 */
function containerFlag(flag: string): {
  readonly database: string;
  readonly container: ContainerConfig;
} {
  const [, database, id, key] =
    /^([^/:]+)\/([^/:]+):(\/[^,]+(?:,\/[^,]+){0,2})$/.exec(flag) ?? [];
  if (database === undefined || id === undefined || key === undefined) {
    throw new UsageError(
      `--container takes DB/COLL:/KEY; got "${flag}". Examples: --container shop/orders:/customerId, --container shop/orders:/tenantId,/userId`,
    );
  }
  return { database, container: { id, partitionKey: key.split(",") } };
}

/** The containers of the flags beside those of the configuration, which hold where both name one. */
export function withContainers(
  databases: readonly DatabaseConfig[],
  flags: readonly string[],
): DatabaseConfig[] {
  const all = new Map(
    databases.map(({ id, containers = [] }) => [
      id,
      new Map(containers.map((container) => [container.id, container])),
    ]),
  );
  for (const { database, container } of flags.map(containerFlag)) {
    const containers = all.get(database) ?? new Map<string, ContainerConfig>();
    if (!containers.has(container.id)) containers.set(container.id, container);
    all.set(database, containers);
  }
  return [...all].map(([id, containers]) => ({
    id,
    containers: [...containers.values()],
  }));
}
