import type { Orders } from "./orders.js";

export class Shipping {
  constructor(private readonly orders: Orders) {}

  async ship(orderId: string, customerId: string): Promise<void> {
    const order = await this.orders.find(orderId, customerId);
    console.log(order?.status);
  }
}
