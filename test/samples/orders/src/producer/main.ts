import { randomUUID } from "node:crypto";
import { openOrders, openServiceBus } from "../azure.js";
import { placeOrder } from "./placeOrder.js";

const orders = openOrders();
const serviceBus = openServiceBus();
const sender = serviceBus.createSender("orders");

await placeOrder(orders, sender, {
  id: randomUUID(),
  customerId: "customer-7",
  status: "placed",
  lines: [{ sku: "tea", count: 2 }],
});

await serviceBus.close();
