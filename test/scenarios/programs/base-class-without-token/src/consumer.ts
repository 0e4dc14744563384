import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { shop } from "./azure.js";
import { QueueHandler } from "./queueHandler.js";

class ShipOrder extends QueueHandler {
  readonly #orders = shop.container("orders");

  protected override async handle(message: ServiceBusReceivedMessage) {
    const { orderId, customerId } = message.body;
    const { resource } = await this.#orders.item(orderId, customerId).read();
    console.log(resource);
  }
}

new ShipOrder().start("orders");
