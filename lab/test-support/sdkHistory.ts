import { CosmosClient, type Container } from "@azure/cosmos";
import { OperationReader } from "../src/check/readOperations.ts";
import { checkHistory, type CheckResult } from "../src/check/checkHistory.ts";
import type { Operation } from "../src/check/Operation.ts";
import { createRandom, type Random } from "../src/replication/random.ts";
import { startLab, type Lab } from "../src/startLab.ts";

export interface SdkHistoryOptions {
  readonly seed: number;
  readonly clients: number;
  /** Of each client. */
  readonly operations: number;
  /** `consistencyLevel: "Session"`: only then does the SDK send tokens by itself. */
  readonly passTokens: boolean;
}

const regions = ["West", "East"];
const container = "shop/orders";

/**
 * Clients of the real SDK write and read a few items at random, while replicas lag, containers
 * freeze, ranges split and regions fail over; and what the check says of the lab's own log.
 *
 * The clients look for no other endpoints, which keeps the SDK from dropping tokens after 404/1002
 * (measured with @azure/cosmos 3.17.3 to 4.10.1): a downgraded read breaks guarantees, as it must.
 */
export async function runSdkHistory(
  options: SdkHistoryOptions,
): Promise<CheckResult> {
  const { seed, clients } = options;
  const random = createRandom(seed);
  await using lab = await startLab({
    seed,
    waitBudgetMs: 5,
    lag: { ms: 200, answer: "random" },
    config: {
      cosmos: {
        regions,
        databases: [
          {
            id: "shop",
            containers: [{ id: "orders", partitionKey: "/pk", ranges: 2 }],
          },
        ],
      },
    },
  });
  const trouble = disturb(lab, random.fork("trouble"));
  const names = Array.from(
    { length: clients },
    (_, index) => `client ${index}`,
  );
  await Promise.all(
    names.map((name) => runClient(lab, name, random.fork(name), options)),
  );
  clearInterval(trouble);
  const reader = new OperationReader();
  const history: Operation[] = [];
  for (const entry of lab.log()) {
    const operation = reader.read(entry, entry.n);
    if (operation !== undefined) history.push(operation);
  }
  return checkHistory(history);
}

async function runClient(
  lab: Lab,
  name: string,
  random: Random,
  { operations, passTokens }: SdkHistoryOptions,
): Promise<void> {
  const client = new CosmosClient({
    endpoint: lab.cosmos.endpoint,
    key: lab.cosmos.key,
    userAgentSuffix: name,
    connectionPolicy: { enableEndpointDiscovery: false },
    ...(passTokens && { consistencyLevel: "Session" }),
  });
  const orders = client.database("shop").container("orders");
  for (let count = 0; count < operations; count++) {
    await step(orders, random);
  }
  client.dispose();
}

/** What is refused, or not there, is a part of the history like all else. */
async function step(orders: Container, random: Random): Promise<void> {
  const id = `item ${Math.floor(random.next() * 3)}`;
  const pk = `key ${Math.floor(random.next() * 2)}`;
  const chance = random.next();
  try {
    if (chance < 0.35) await orders.items.upsert({ id, pk });
    else if (chance < 0.4) await orders.item(id, pk).delete();
    else if (chance < 0.9) await orders.item(id, pk).read();
    else {
      await orders.items
        .query("SELECT * FROM c", { partitionKey: pk })
        .fetchNext();
    }
  } catch (error) {
    if (typeof (error as { readonly code?: unknown }).code !== "number") {
      throw error;
    }
  }
}

function disturb(lab: Lab, random: Random): NodeJS.Timeout {
  return setInterval(() => {
    const region = random.pick(regions);
    const chance = random.next();
    if (chance < 0.3) lab.control.freeze({ container, region });
    else if (chance < 0.7) lab.control.thaw({ container });
    else if (chance < 0.75) failOver(lab);
    else if (chance < 0.9) {
      lab.control.lag({ container, ms: Math.floor(random.next() * 400) });
    } else {
      const { ranges } =
        lab.control.state().cosmos.databases[0]!.containers[0]!;
      if (ranges.length < 8) {
        lab.control.split({ container, range: random.pick(ranges).id });
      }
    }
  }, 15);
}

function failOver(lab: Lab): void {
  const { regions } = lab.control.state().cosmos;
  const region = regions.find(({ takesWrites }) => !takesWrites)!.name;
  lab.control.failover({ region });
}
