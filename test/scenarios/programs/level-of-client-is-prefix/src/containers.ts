import { CosmosClient } from "@azure/cosmos";

const cosmos = new CosmosClient({
  endpoint: process.env["COSMOS_ENDPOINT"]!,
  key: process.env["COSMOS_KEY"]!,
  consistencyLevel: "ConsistentPrefix",
});

export const orders = cosmos.database("shop").container("orders");
