import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

const handlers: Record<
  string,
  (message: ServiceBusReceivedMessage) => Promise<void>
> = {
  async placed(message) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders.item(orderId, customerId).read();
    console.log(resource);
  },
};

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    await handlers[message.subject ?? ""]?.(message);
  },
  processError,
});
