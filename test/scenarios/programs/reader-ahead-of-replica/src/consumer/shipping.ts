import type { OrderRepository } from "./orderRepository.js";

export class Shipping {
  constructor(private readonly orders: OrderRepository) {}

  async ship(placed: { orderId: string; customerId: string }): Promise<void> {
    const order = await this.orders.find(placed.orderId, placed.customerId);
    console.log(order === undefined ? "no such order" : `ship ${order.id}`);
  }
}
