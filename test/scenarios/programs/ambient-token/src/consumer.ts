import { handle, protect } from "cosmos-session-token/ambient";
import { processError, serviceBus, shop } from "./azure.js";

const orders = protect(shop.container("orders"));

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    await handle(message, async () => {
      const { orderId, customerId } = message.body;
      const { resource } = await orders.item(orderId, customerId).read();
      console.log(resource);
    });
  },
  processError,
});
