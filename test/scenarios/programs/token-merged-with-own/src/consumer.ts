import { merge, tokenOf } from "cosmos-session-token";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const token = message.applicationProperties?.[
      "cosmosSessionToken"
    ] as string;
    const seen = await orders.items.upsert({
      id: `seen-${orderId}`,
      customerId,
    });
    const { resource } = await orders.item(orderId, customerId).read({
      sessionToken: merge(token, tokenOf(seen)),
    });
    console.log(resource);
  },
  processError,
});
