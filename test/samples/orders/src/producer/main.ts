import { randomUUID } from "node:crypto";
import { openOrders, openServiceBus } from "../azure.js";
import { placeOrder } from "./placeOrder.js";

const orders = openOrders();
const serviceBus = openServiceBus();
const sender = serviceBus.createSender("orders");

const count = Number(process.argv[2] ?? 1);

for (let number = 1; number <= count; number++) {
  await placeOrder(orders, sender, {
    id: randomUUID(),
    customerId: `customer-${number}`,
    status: "placed",
    lines: [{ sku: "tea", count: 2 }],
  });
}

await serviceBus.close();
