// Runs many operations against one gateway and looks at its heap:
//   node --expose-gc --import tsx lab/fuzz/gatewaySoak.ts [--operations 200000] [--snapshots FOLDER]
// With a folder, it puts heap snapshots there: after a fifth of the operations, and at the end.
// The client is the SDK in a process of its own, so that the heap that is measured is the gateway's.
import { fork } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeHeapSnapshot } from "node:v8";
import { CosmosClient, type Container } from "@azure/cosmos";
import { createRandom } from "../src/replication/random.ts";
import { startTestGateway } from "../test-support/startTestGateway.ts";

const { values } = parseArgs({
  options: {
    operations: { type: "string", default: "200000" },
    endpoint: { type: "string" },
    key: { type: "string" },
    snapshots: { type: "string" },
  },
});
const total = Number(values.operations);
const inFlight = 16;
const ids = 500;
const customers = 20;

if (values.endpoint === undefined) await measure();
else await operate(values.endpoint, values.key!);

async function measure(): Promise<void> {
  const { gateway, attempts } = await startTestGateway();
  gateway.setLag({ container: "*", ms: 20, answer: "random" });
  const heaps: number[] = [];
  const counts = new Map<string, number>();
  /** They are the bench's, not the gateway's. */
  const count = (): void => {
    for (const { operation, status } of attempts.splice(0)) {
      const name = `${operation} ${status}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  };
  const child = fork(
    fileURLToPath(import.meta.url),
    ["--operations", String(total), "--endpoint", gateway.endpoint].concat(
      "--key",
      gateway.key,
    ),
    { execArgv: ["--import", "tsx"] },
  );
  const code = await new Promise<number | null>((resolve) => {
    child.on("message", (done) => {
      count();
      globalThis.gc?.();
      heaps.push(process.memoryUsage().heapUsed / 2 ** 20);
      console.log(
        `${done as number} done, heap ${heaps.at(-1)!.toFixed(1)} MB`,
      );
      if (
        values.snapshots !== undefined &&
        [total / 5, total].includes(done as number)
      ) {
        writeHeapSnapshot(
          path.join(values.snapshots, `${done as number}.heapsnapshot`),
        );
      }
    });
    child.on("exit", resolve);
  });
  count();
  console.log(
    [...counts].map(([name, number]) => `${name}: ${number}`).join(", "),
  );
  const growth = heaps.at(-1)! - heaps[0]!;
  console.log(
    `heap from ${heaps[0]!.toFixed(1)} to ${heaps.at(-1)!.toFixed(1)} MB`,
  );
  await gateway.stop();
  process.exitCode = code === 0 && growth < 20 ? 0 : 1;
}

/** Makes, changes, reads, asks for and takes away the same few hundred items. */
async function operate(endpoint: string, key: string): Promise<void> {
  const client = new CosmosClient({ endpoint, key });
  const container = client.database("shop").container("orders");
  const random = createRandom(1);
  let started = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (started < total) {
      started += 1;
      await one(container, random.next(), Math.floor(random.next() * ids));
      done += 1;
      if (done % (total / 10) === 0) process.send!(done);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  client.dispose();
  process.disconnect();
}

async function one(
  container: Container,
  chance: number,
  number: number,
): Promise<void> {
  const id = String(number);
  const customer = `c${number % customers}`;
  const item = container.item(id, customer);
  try {
    if (chance < 0.3) {
      await container.items.upsert({ id, customer, text: "x".repeat(200) });
    } else if (chance < 0.75) await item.read();
    else if (chance < 0.85) {
      await item.patch([{ op: "incr", path: "/count", value: 1 }]);
    } else if (chance < 0.95) {
      await container.items
        .query("SELECT TOP 5 * FROM c", { partitionKey: customer })
        .fetchAll();
    } else await item.delete();
  } catch (error) {
    // What another worker has just taken away.
    if ((error as { code?: unknown }).code !== 404) throw error;
  }
}
