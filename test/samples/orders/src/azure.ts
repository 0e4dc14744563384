import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readVariable } from "./environment.js";

export function openOrders() {
  const cosmos = new CosmosClient({
    endpoint: readVariable("COSMOS_ENDPOINT"),
    key: readVariable("COSMOS_KEY"),
  });
  return cosmos.database("shop").container("orders");
}

export function openServiceBus() {
  return new ServiceBusClient(readVariable("SERVICEBUS_CONNECTION_STRING"));
}
