import { CosmosClient } from "@azure/cosmos";

let orders;

export function ordersContainer() {
  orders ??= new CosmosClient({
    endpoint: process.env.COSMOS_ENDPOINT,
    key: process.env.COSMOS_KEY,
  })
    .database("shop")
    .container("orders");
  return orders;
}
