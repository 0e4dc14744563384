import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { serviceBus } from "./azure.js";
import { orders } from "./containers.js";

class Worker {
  readonly #receiver = serviceBus.createReceiver("orders");

  start() {
    this.#receiver.subscribe({
      processMessage: this.handle.bind(this),
      processError: this.fail.bind(this),
    });
  }

  async handle(message: ServiceBusReceivedMessage) {
    const { orderId, customerId } = message.body;
    const { resource } = await orders.item(orderId, customerId).read();
    console.log(resource);
  }

  async fail() {}
}

new Worker().start();
