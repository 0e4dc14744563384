// One start of the built lab, in a process of its own. Tells milliseconds: from the call of startLab()
// until it is ready, then until the first message has gone through, then until the first read is answered.
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const built = new URL("../../dist/index.js", import.meta.url).href;
const { startLab } = (await import(
  built
)) as typeof import("../../src/index.ts");

const began = performance.now();
const lab = await startLab({
  config: {
    serviceBus: { Namespaces: [{ Queues: [{ Name: "orders" }] }] },
    cosmos: {
      databases: [
        { id: "shop", containers: [{ id: "orders", partitionKey: "/id" }] },
      ],
    },
  },
});
const ready = performance.now();

const serviceBus = new ServiceBusClient(lab.serviceBus.connectionString);
await serviceBus.createSender("orders").sendMessages({ body: { id: "1" } });
await serviceBus.createReceiver("orders").receiveMessages(1);
const message = performance.now();

const cosmos = new CosmosClient(lab.cosmos);
await cosmos.database("shop").container("orders").item("1", "1").read();
const read = performance.now();

process.send?.({
  ready: ready - began,
  message: message - ready,
  read: read - message,
});
await serviceBus.close();
cosmos.dispose();
await lab.stop();
process.disconnect();
