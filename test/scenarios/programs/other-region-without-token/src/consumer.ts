import { CosmosClient } from "@azure/cosmos";
import { processError, serviceBus } from "./azure.js";

const cosmos = new CosmosClient({
  endpoint: process.env["COSMOS_ENDPOINT"]!,
  key: process.env["COSMOS_KEY"]!,
  connectionPolicy: { preferredLocations: ["East"] },
});
const orders = cosmos.database("shop").container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const { resource } = await orders
      .item(body.orderId, body.customerId)
      .read();
    console.log(resource?.status);
  },
  processError,
});
