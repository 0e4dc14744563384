// Reads one item again and again, so many reads in flight, and prints the processor time of a read in
// microseconds: node reader.mjs URL plain|handler READS
import { CosmosClient } from "@azure/cosmos";

const [, , endpoint, where, count] = process.argv;
const reads = Number(count);
const inFlight = 16;
const client = new CosmosClient({ endpoint, key: "a2V5" });
const orders = client.database("shop").container("orders");

await inContext(() => readAll(reads / 4));
const before = process.cpuUsage();
await inContext(() => readAll(reads));
const { user, system } = process.cpuUsage(before);
console.log((user + system) / reads);
client.dispose();

async function readAll(number) {
  let left = number;
  const work = async () => {
    while (left-- > 0) {
      await orders.item("1", "c1").read({ sessionToken: "0:-1#42" });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

/** `handler`: what the Service Bus SDK does with a message, as far as the preload sees it. */
function inContext(work) {
  if (where === "plain") return work();
  class Receiver {
    entityPath = "orders";
    subscribe({ processMessage }) {
      return processMessage({
        messageId: "m1",
        body: { orderId: "1", customerId: "c1" },
        applicationProperties: { cosmosSessionToken: "0:-1#42" },
      });
    }
  }
  class Client {
    createReceiver() {
      return new Receiver();
    }
  }
  const shown = new Client();
  globalThis[Symbol.for("cosmos-session.instrument")]?.(shown);
  return shown
    .createReceiver()
    .subscribe({ processMessage: work, processError() {} });
}
