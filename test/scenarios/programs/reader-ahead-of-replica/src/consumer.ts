import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { OrderRepository } from "./consumer/orderRepository.js";
import { Shipping } from "./consumer/shipping.js";

const cosmos = new CosmosClient({
  endpoint: process.env["COSMOS_ENDPOINT"]!,
  key: process.env["COSMOS_KEY"]!,
});
const shipping = new Shipping(
  new OrderRepository(cosmos.database("shop").container("orders")),
);
const serviceBus = new ServiceBusClient(process.env["SERVICE_BUS_CONNECTION"]!);

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    await shipping.ship(message.body);
  },
  async processError({ error }) {
    console.error(error);
  },
});
