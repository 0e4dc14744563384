import { CosmosClient } from "@azure/cosmos";
import { keepToken } from "cosmos-session-token";
import { processError, serviceBus } from "./azure.js";

const cosmos = new CosmosClient(
  keepToken({
    endpoint: process.env["COSMOS_ENDPOINT"]!,
    key: process.env["COSMOS_KEY"]!,
  }),
);
const orders = cosmos.database("shop").container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders.item(orderId, customerId).read({
      sessionToken: message.applicationProperties?.[
        "cosmosSessionToken"
      ] as string,
    });
    console.log(resource);
  },
  processError,
});
