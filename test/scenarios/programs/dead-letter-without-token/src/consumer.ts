import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");
const deadLetters = serviceBus.createReceiver("orders", {
  subQueueType: "deadLetter",
});

receiver.subscribe(
  {
    async processMessage(message) {
      await receiver.deadLetterMessage(message);
    },
    processError,
  },
  { autoCompleteMessages: false },
);

deadLetters.subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders.item(orderId, customerId).read();
    console.log(resource);
  },
  processError,
});
