import { serviceBus } from "./azure.js";
import { OrderStore } from "./orderStore.js";

const store = new OrderStore();
const receiver = serviceBus.createReceiver("orders");

for (;;) {
  const messages = await receiver.receiveMessages(1);
  for (const message of messages) {
    const found = await store.ofCustomer(message.body.customerId);
    console.log(found.length);
    await receiver.completeMessage(message);
  }
}
