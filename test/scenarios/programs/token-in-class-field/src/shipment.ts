import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { shop } from "./azure.js";

export class Shipment {
  readonly #orders = shop.container("orders");
  readonly #sessionToken: string | undefined;

  constructor(private readonly message: ServiceBusReceivedMessage) {
    this.#sessionToken = message.applicationProperties?.[
      "cosmosSessionToken"
    ] as string;
  }

  async load() {
    const { orderId, customerId } = this.message.body;
    const { resource } = await this.#orders
      .item(orderId, customerId)
      .read({ sessionToken: this.#sessionToken });
    return resource;
  }
}
