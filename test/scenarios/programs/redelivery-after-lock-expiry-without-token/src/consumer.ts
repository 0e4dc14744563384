import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders", {
  maxAutoLockRenewalDurationInMs: 0,
});

receiver.subscribe(
  {
    async processMessage(message) {
      const { orderId, customerId } = message.body;
      const { resource } = await orders.item(orderId, customerId).read();
      // Not there yet: the message comes again when its lock has ended.
      if (resource === undefined && message.deliveryCount === 0) return;
      await receiver.completeMessage(message);
    },
    processError,
  },
  { autoCompleteMessages: false },
);
