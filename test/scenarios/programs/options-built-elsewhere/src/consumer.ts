import { optionsFor } from "./optionsFor.js";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders
      .item(orderId, customerId)
      .read(optionsFor(message));
    console.log(resource);
  },
  processError,
});
