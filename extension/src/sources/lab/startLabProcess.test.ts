import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { after, before, describe, it } from "mocha";
import { startTestLab } from "../../../test-support/startTestLab.ts";
import { startReceiver, type Receiver } from "../otlp/startReceiver.ts";
import { FlowStore } from "../../flows/FlowStore.ts";
import type { LabProcess } from "./startLabProcess.ts";

describe("the lab, started as a process", function () {
  this.timeout(60_000);
  let store: FlowStore;
  let receiver: Receiver;
  let lab: LabProcess;

  before(async () => {
    store = new FlowStore();
    receiver = await startReceiver({
      onEvents: (events) => {
        for (const event of events) store.add(event);
      },
    });
    lab = await startTestLab(
      {
        serviceBus: {
          Namespaces: [
            { Name: "sbemulatorns", Queues: [{ Name: "order-created" }] },
          ],
        },
        cosmos: {
          databases: [
            {
              id: "shop",
              containers: [{ id: "orders", partitionKey: "/id" }],
            },
          ],
        },
        lag: { container: "*", ms: 5000, answer: "stalest" },
      },
      { receiver },
    );
  });

  after(async () => {
    await lab.stop();
    await receiver.stop();
  });

  it("shows a write, its message and the stale read as one flow, and why", async () => {
    const { serviceBus, cosmos } = lab.addresses;
    const client = new CosmosClient(cosmos.connectionString);
    const bus = new ServiceBusClient(serviceBus.connectionString);
    try {
      const orders = client.database("shop").container("orders");
      const { headers } = await orders.items.create({ id: "A-1042", total: 1 });
      await bus.createSender("order-created").sendMessages({
        messageId: "m1",
        body: { orderId: "A-1042" },
        applicationProperties: {
          cosmosSessionToken: headers["x-ms-session-token"] as string,
        },
      });
      const queue = bus.createReceiver("order-created");
      const [message] = await queue.receiveMessages(1);
      await orders.item("A-1042", "A-1042").read();
      await queue.completeMessage(message!);
    } finally {
      await bus.close();
      client.dispose();
    }
    const until = Date.now() + 20_000;
    const isThere = (): boolean =>
      [...store.all()].some(
        ({ verdict, writes }) => verdict !== undefined && writes.length > 0,
      );
    while (!isThere() && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const [flow, ...others] = store.all();
    assert.equal(others.length, 0);
    assert.equal(flow!.writes[0]!.itemId, "A-1042");
    assert.equal(flow!.message!.messageId, "m1");
    assert.equal(flow!.message!.delivered!.kind, "deliver");
    assert.equal(flow!.verdict, "stale");
    assert.match(flow!.reads[0]!.reason, /sent no token/);
  });
});
