import { app } from "@azure/functions";
import { shop } from "./azure.js";

const orders = shop.container("orders");

app.serviceBusQueue("ship", {
  connection: "SERVICE_BUS_CONNECTION",
  queueName: "orders",
  sdkBinding: true,
  async handler(input: any, context) {
    const order = input.messages.body;
    const { resource } = await orders
      .item(order.orderId, order.customerId)
      .read();
    context.log(resource?.id);
  },
});
