import { readAtLeast, tokenFrom } from "cosmos-session-token";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await readAtLeast(tokenFrom(message), (options) =>
      orders.item(orderId, customerId).read(options),
    );
    console.log(resource);
  },
  processError,
});
