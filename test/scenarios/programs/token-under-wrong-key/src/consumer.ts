import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const options: any = {
      session: message.applicationProperties?.["cosmosSessionToken"],
    };
    const { resource } = await orders.item(orderId, customerId).read(options);
    console.log(resource);
  },
  processError,
});
