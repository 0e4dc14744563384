import { ServiceBusClient } from "@azure/service-bus";
import { ordersContainer } from "./containers.js";

const client = new ServiceBusClient(process.env.SERVICE_BUS_CONNECTION);

client.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { resource } = await ordersContainer()
      .item(message.body.orderId, message.body.customerId)
      .read();
    console.log(resource);
  },
  async processError({ error }) {
    console.error(error);
  },
});
