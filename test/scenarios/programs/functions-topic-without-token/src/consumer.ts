import { app, type InvocationContext } from "@azure/functions";
import { shop } from "./azure.js";

const orders = shop.container("orders");

app.serviceBusTopic("ship", {
  connection: "SERVICE_BUS_CONNECTION",
  topicName: "order-events",
  subscriptionName: "shipping",
  handler: ship,
});

async function ship(message: unknown, context: InvocationContext) {
  const order = message as { orderId: string; customerId: string };
  const { resource } = await orders
    .item(order.orderId, order.customerId)
    .read();
  context.log(resource?.id);
}
