import { app } from "@azure/functions";
import { shop } from "./azure.js";

const orders = shop.container("orders");

app.serviceBusQueue("ship", {
  connection: "SERVICE_BUS_CONNECTION",
  queueName: "orders",
  cardinality: "many",
  async handler(messages, context) {
    for (const order of messages as { orderId: string; customerId: string }[]) {
      const { resource } = await orders
        .item(order.orderId, order.customerId)
        .read();
      context.log(resource?.id);
    }
  },
});
