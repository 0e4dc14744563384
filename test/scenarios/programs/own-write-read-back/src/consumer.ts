import { CosmosClient } from "@azure/cosmos";
import { processError, serviceBus } from "./azure.js";

const cosmos = new CosmosClient({
  endpoint: process.env["COSMOS_ENDPOINT"]!,
  key: process.env["COSMOS_KEY"]!,
  consistencyLevel: "Session",
});
const orders = cosmos.database("shop").container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    await orders.items.upsert({ id: orderId, customerId, status: "shipped" });
    const { resource } = await orders.item(orderId, customerId).read();
    console.log(resource);
  },
  processError,
});
