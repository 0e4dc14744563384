import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

async function ship(order: { orderId: string; customerId: string }) {
  const { resource } = await orders
    .item(order.orderId, order.customerId)
    .read();
  console.log(resource);
}

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    switch (message.subject) {
      case "placed":
        await ship(message.body);
        break;
      case "cancelled":
        console.log("cancelled", message.body.orderId);
        break;
    }
  },
  processError,
});
