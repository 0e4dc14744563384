import { openOrders, openServiceBus } from "../azure.js";
import type { Order, OrderPlaced } from "../order.js";
import { OrderRepository } from "./orderRepository.js";
import { ShippingService } from "./shippingService.js";

const orders = openOrders();
const shipping = new ShippingService(new OrderRepository(orders));
const receiver = openServiceBus().createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { orderId, customerId } = message.body as OrderPlaced;

    const { resource: order } = await orders
      .item(orderId, customerId)
      .read<Order>();
    if (order === undefined) {
      throw new Error(`There is no order ${orderId}.`);
    }
    if (order.status === "cancelled") return;

    await shipping.packOrdersOf(customerId);
  },

  async processError({ error }) {
    console.error(error);
  },
});
