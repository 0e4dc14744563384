import type { Container } from "@azure/cosmos";
import type { Order } from "../order.js";

export class OrderRepository {
  constructor(private readonly container: Container) {}

  async findPlaced(customerId: string): Promise<Order[]> {
    const { resources } = await this.container.items
      .query<Order>("SELECT * FROM c WHERE c.status = 'placed'", {
        partitionKey: customerId,
      })
      .fetchAll();
    return resources;
  }
}
