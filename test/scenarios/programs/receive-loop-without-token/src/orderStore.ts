import type { Container } from "@azure/cosmos";
import { shop } from "./azure.js";

export class OrderStore {
  private readonly container: Container = shop.container("orders");

  async ofCustomer(customerId: string) {
    const pages = this.container.items.query("SELECT * FROM c", {
      partitionKey: customerId,
    });
    const { resources } = await pages.fetchNext();
    return resources;
  }
}
