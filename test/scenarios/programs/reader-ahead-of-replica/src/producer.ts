import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const cosmos = new CosmosClient({
  endpoint: process.env["COSMOS_ENDPOINT"]!,
  key: process.env["COSMOS_KEY"]!,
});
const orders = cosmos.database("shop").container("orders");
const serviceBus = new ServiceBusClient(process.env["SERVICE_BUS_CONNECTION"]!);
const sender = serviceBus.createSender("orders");

for (const id of ["1", "2", "3"]) {
  const { headers } = await orders.items.create({
    id,
    customerId: "c1",
    status: "placed",
  });
  await sender.sendMessages({
    body: { orderId: id, customerId: "c1" },
    applicationProperties: {
      cosmosSessionToken: headers["x-ms-session-token"] as string,
    },
  });
}
await serviceBus.close();
cosmos.dispose();
