import { processError, serviceBus, shop } from "./azure.js";
import { OrderRepository } from "./consumer/orderRepository.js";
import { Shipping } from "./consumer/shipping.js";

const shipping = new Shipping(new OrderRepository(shop.container("orders")));

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    await shipping.ship(message.body);
  },
  processError,
});
