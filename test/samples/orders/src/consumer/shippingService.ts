import type { Order } from "../order.js";
import type { OrderRepository } from "./orderRepository.js";

export class ShippingService {
  constructor(private readonly orders: OrderRepository) {}

  /** Everything that a customer still waits for goes into one parcel. */
  async packOrdersOf(customerId: string): Promise<void> {
    const waiting = await this.orders.findPlaced(customerId);
    printPackingList(customerId, waiting);
  }
}

function printPackingList(customerId: string, orders: Order[]): void {
  for (const { sku, count } of orders.flatMap((order) => order.lines)) {
    console.log(`${customerId}: ${count} x ${sku}`);
  }
}
