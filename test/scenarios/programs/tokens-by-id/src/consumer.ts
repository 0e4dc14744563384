import { serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");

for (;;) {
  const messages = await receiver.receiveMessages(10, {
    maxWaitTimeInMs: 1_000,
  });
  const tokens = new Map<string, string>();
  for (const { body, applicationProperties } of messages) {
    tokens.set(
      body.orderId,
      applicationProperties?.["cosmosSessionToken"] as string,
    );
  }
  for (const message of messages) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders
      .item(orderId, customerId)
      .read({ sessionToken: tokens.get(orderId) });
    console.log(resource);
    await receiver.completeMessage(message);
  }
}
