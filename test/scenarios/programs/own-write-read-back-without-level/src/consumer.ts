import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    await orders.items.upsert({ id: orderId, customerId, status: "shipped" });
    const { resource } = await orders.item(orderId, customerId).read();
    console.log(resource);
  },
  processError,
});
