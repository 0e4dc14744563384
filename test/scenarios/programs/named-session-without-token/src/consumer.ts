import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = await serviceBus.acceptSession("orders", "c1");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await orders
      .item(message.body.orderId, message.sessionId)
      .read();
    console.log(resource);
  },
  processError,
});
