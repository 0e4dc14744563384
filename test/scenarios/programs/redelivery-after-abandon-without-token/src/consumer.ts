import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");

receiver.subscribe(
  {
    async processMessage(message) {
      const { orderId, customerId } = message.body;
      const { resource } = await orders.item(orderId, customerId).read();
      if (resource === undefined) {
        await receiver.abandonMessage(message);
      } else {
        await receiver.completeMessage(message);
      }
    },
    processError,
  },
  { autoCompleteMessages: false },
);
