import { app } from "@azure/functions";
import { shop } from "./azure.js";

const orders = shop.container("orders");

app.serviceBusQueue("ship", {
  connection: "SERVICE_BUS_CONNECTION",
  queueName: "orders",
  async handler(message, context) {
    const order = message as { orderId: string; customerId: string };
    const { resource } = await orders
      .item(order.orderId, order.customerId)
      .read();
    context.log(resource?.id);
  },
});
