// The SDK's side of the bench, in a process of its own: carries out one job after the other.
import { CosmosClient, type Container } from "@azure/cosmos";

export interface Job {
  readonly kind: "read" | "upsert" | "query";
  readonly endpoint: string;
  readonly key: string;
  readonly seconds: number;
  readonly inFlight: number;
}

export interface Rate {
  readonly perSecond: number;
}

const clients = new Map<string, CosmosClient>();

function containerAt({ endpoint, key }: Job): Container {
  let client = clients.get(endpoint);
  if (client === undefined) {
    client = new CosmosClient({
      endpoint,
      key,
      // The bare server's account would name the gateway.
      connectionPolicy: { enableEndpointDiscovery: false },
    });
    clients.set(endpoint, client);
  }
  return client.database("bench").container("items");
}

export const benchItem = {
  id: "item-1",
  pk: "a",
  n: 1,
  text: "x".repeat(300),
};

const benchQuery = "SELECT * FROM c WHERE c.n = 1";

async function once(container: Container, kind: Job["kind"]): Promise<void> {
  switch (kind) {
    case "read":
      await container.item("item-1", "a").read();
      return;
    case "upsert":
      await container.items.upsert(benchItem);
      return;
    case "query":
      await container.items.query(benchQuery, { partitionKey: "a" }).fetchAll();
  }
}

async function run(job: Job): Promise<Rate> {
  const container = containerAt(job);
  const end = performance.now() + job.seconds * 1000;
  const start = performance.now();
  let count = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      await once(container, job.kind);
      count++;
    }
  };
  await Promise.all(Array.from({ length: job.inFlight }, worker));
  return { perSecond: count / ((performance.now() - start) / 1000) };
}

if (process.send !== undefined) {
  process.on("message", (job: Job) => {
    void run(job).then((rate) => process.send!(rate));
  });
  process.send("ready");
}
