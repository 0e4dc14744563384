import { shop } from "./azure.js";
import { listen } from "./listen.js";

const orders = shop.container("orders");

listen("orders", async (message) => {
  const { orderId, customerId } = message.body;
  const { resource } = await orders.item(orderId, customerId).read();
  console.log(resource);
});
