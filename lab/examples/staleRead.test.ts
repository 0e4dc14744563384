// Shown in README.md: a test of one's own that sees a stale read, and that it is mended.
import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, it } from "mocha";
import { startLab } from "../src/index.ts";

interface Order {
  readonly id: string;
  readonly customerId: string;
}

describe("the example of the README", () => {
  it("sees the stale read, and that it is fresh with the token", async () => {
    // #region lab
    await using lab = await startLab({
      config: {
        serviceBus: { Namespaces: [{ Queues: [{ Name: "order-created" }] }] },
        cosmos: {
          databases: [
            {
              id: "shop",
              containers: [{ id: "orders", partitionKey: "/customerId" }],
            },
          ],
        },
      },
      // Whoever does not ask for more is answered by the slowest replica, a minute behind.
      lag: { ms: 60_000, answer: "stalest" },
    });
    const cosmos = new CosmosClient(lab.cosmos.connectionString);
    const serviceBus = new ServiceBusClient(lab.serviceBus.connectionString);
    // #endregion

    // #region flow
    const orders = cosmos.database("shop").container("orders");
    const order: Order = { id: "A-1042", customerId: "C-7" };
    const { headers } = await orders.items.create(order);
    await serviceBus.createSender("order-created").sendMessages({
      body: order,
      applicationProperties: {
        cosmosSessionToken: headers["x-ms-session-token"] as string,
      },
    });

    const receiver = serviceBus.createReceiver("order-created");
    const [message] = await receiver.receiveMessages(1);
    const { id, customerId } = message!.body as Order;
    const sessionToken = message!.applicationProperties!
      .cosmosSessionToken as string;

    const without = await orders.item(id, customerId).read<Order>();
    const withToken = await orders
      .item(id, customerId)
      .read<Order>({ sessionToken });

    assert.equal(without.statusCode, 404); // not there, and no error
    assert.equal(withToken.statusCode, 200);
    const reads = lab.log().filter(({ kind }) => kind === "read");
    assert.deepEqual(
      reads.map(({ verdict }) => verdict),
      ["stale", "fresh"],
    );
    // #endregion
    await serviceBus.close();
    cosmos.dispose();
  });
});
