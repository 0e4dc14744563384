import { app, type InvocationContext } from "@azure/functions";
import { shop } from "./azure.js";

const orders = shop.container("orders");

app.generic("ship", {
  trigger: {
    type: "serviceBusTrigger",
    name: "message",
    connection: "SERVICE_BUS_CONNECTION",
    queueName: "orders",
  },
  async handler(message, context: InvocationContext) {
    const order = message as { orderId: string; customerId: string };
    const { resource } = await orders
      .item(order.orderId, order.customerId)
      .read();
    context.log(resource?.id);
  },
});
