import { serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = await serviceBus.acceptNextSession("orders");

for (;;) {
  for (const message of await receiver.receiveMessages(2)) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders.item(orderId, customerId).read();
    console.log(resource);
    await receiver.completeMessage(message);
  }
}
