import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { processError, serviceBus } from "./azure.js";
import { orders } from "./containers.js";

const processMessage = async (message: ServiceBusReceivedMessage) => {
  const { orderId, customerId } = message.body;
  const { resource } = await orders().item(orderId, customerId).read();
  console.log(resource);
};

serviceBus.createReceiver("orders").subscribe({ processMessage, processError });
