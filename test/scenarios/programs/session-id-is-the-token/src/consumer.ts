import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = await serviceBus.acceptSession("orders", "c1");

receiver.subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders
      .item(orderId, customerId)
      .read({ sessionToken: message.sessionId });
    console.log(resource);
  },
  processError,
});
