import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const version = message.applicationProperties?.["minVersion"];
    const { orderId, customerId } = message.body;
    const { resource } = await orders
      .item(orderId, customerId)
      .read({ sessionToken: version as string });
    console.log(resource);
  },
  processError,
});
