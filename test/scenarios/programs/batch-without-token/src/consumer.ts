import { serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");

async function shipNext() {
  const messages = await receiver.receiveMessages(10, {
    maxWaitTimeInMs: 1_000,
  });
  await Promise.all(
    messages.map(async (message) => {
      const { orderId, customerId } = message.body;
      const { resource } = await orders.item(orderId, customerId).read();
      console.log(resource);
      await receiver.completeMessage(message);
    }),
  );
}

for (;;) await shipNext();
