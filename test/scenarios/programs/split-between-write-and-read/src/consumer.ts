import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const { resource } = await orders
      .item(body.orderId, body.customerId)
      .read();
    console.log(resource?.status);
  },
  processError,
});
