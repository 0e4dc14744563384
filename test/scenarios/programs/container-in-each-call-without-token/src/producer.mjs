import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const cosmos = new CosmosClient({
  endpoint: process.env.COSMOS_ENDPOINT,
  key: process.env.COSMOS_KEY,
});
const serviceBus = new ServiceBusClient(process.env.SERVICE_BUS_CONNECTION);
const order = { id: "1", customerId: "c1" };
const { headers } = await cosmos
  .database("shop")
  .container("orders")
  .items.upsert(order);
await serviceBus.createSender("orders").sendMessages({
  body: { orderId: order.id, customerId: order.customerId },
  applicationProperties: { cosmosSessionToken: headers["x-ms-session-token"] },
});
await serviceBus.close();
cosmos.dispose();
