import { PartitionKeyDefinitionVersion, PartitionKeyKind } from "@azure/cosmos";
import { startTestGateway } from "../../test-support/startTestGateway.ts";
import { named } from "./named.ts";
import type { Bench } from "./Row.ts";
import { createClient, type sdkVersions } from "./sdkVersions.ts";

export interface StartedBench {
  /** A new container for each row. */
  next(): Promise<Bench>;
  stop(): Promise<void>;
}

export async function startBench(
  sdk: (typeof sdkVersions)[number],
): Promise<StartedBench> {
  const { gateway } = await startTestGateway({ databases: [{ id: "bench" }] });
  gateway.setLag({ container: "*", ms: 0 });
  const client = await createClient(sdk, gateway);
  const database = client.database("bench");
  const clients = [client];
  const connect: Bench["connect"] = async (options) => {
    const further = await createClient(sdk, gateway, options);
    clients.push(further);
    return further;
  };
  const newContainer: Bench["newContainer"] = async ({
    ranges = 1,
    paths = ["/pk"],
    version = 2,
    defaultTtl,
    uniqueKeys,
  } = {}) => {
    const { container } = await database.containers.create({
      id: named("container"),
      partitionKey: {
        paths: [...paths],
        version:
          version === 1
            ? PartitionKeyDefinitionVersion.V1
            : PartitionKeyDefinitionVersion.V2,
        kind:
          paths.length > 1 ? PartitionKeyKind.MultiHash : PartitionKeyKind.Hash,
      },
      ...(defaultTtl !== undefined && { defaultTtl }),
      ...(uniqueKeys !== undefined && {
        uniqueKeyPolicy: { uniqueKeys: [{ paths: [...uniqueKeys] }] },
      }),
    });
    split(`${database.id}/${container.id}`, ranges);
    return container;
  };
  /** Splits the widest first; numbers go on, so the next to be split is the oldest. */
  const split = (name: string, ranges: number): void => {
    for (let range = 0; range < ranges - 1; range++) {
      gateway.split(name, String(range));
    }
  };
  return {
    next: async () => ({
      sdk: sdk.version,
      module: await sdk.load(),
      client,
      database,
      container: await newContainer(),
      gateway,
      connect,
      newContainer,
    }),
    async stop() {
      for (const each of clients) each.dispose();
      await gateway.stop();
    },
  };
}
