import type { Container } from "@azure/cosmos";

export interface Order {
  id: string;
  customerId: string;
  status: string;
}

export class OrderRepository {
  constructor(private readonly container: Container) {}

  async find(id: string, customerId: string): Promise<Order | undefined> {
    const { resource } = await this.container
      .item(id, customerId)
      .read<Order>();
    return resource;
  }
}
