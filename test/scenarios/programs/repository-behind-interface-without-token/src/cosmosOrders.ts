import type { Database } from "@azure/cosmos";
import type { Order, Orders } from "./orders.js";

export class CosmosOrders implements Orders {
  constructor(private readonly database: Database) {}

  async find(id: string, customerId: string): Promise<Order | undefined> {
    const orders = this.database.container("orders");
    return (await orders.item(id, customerId).read<Order>()).resource;
  }
}
