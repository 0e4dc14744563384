import type { RequestOptions } from "@azure/cosmos";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const defaults: RequestOptions = { sessionToken: undefined };

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders.item(orderId, customerId).read({
      sessionToken: message.applicationProperties?.[
        "cosmosSessionToken"
      ] as string,
      ...defaults,
    });
    console.log(resource);
  },
  processError,
});
