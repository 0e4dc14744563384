import { serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");
const [first] = await receiver.receiveMessages(1);
await receiver.deferMessage(first!);

const deferred = await receiver.receiveDeferredMessages(first!.sequenceNumber!);
for (const message of deferred) {
  const { orderId, customerId } = message.body;
  const { resource } = await orders.item(orderId, customerId).read();
  console.log(resource);
  await receiver.completeMessage(message);
}
