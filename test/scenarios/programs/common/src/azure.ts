import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export const cosmos = new CosmosClient({
  endpoint: process.env["COSMOS_ENDPOINT"]!,
  key: process.env["COSMOS_KEY"]!,
});
export const shop = cosmos.database("shop");
export const serviceBus = new ServiceBusClient(
  process.env["SERVICE_BUS_CONNECTION"]!,
);

export async function processError({ error }: { error: Error }): Promise<void> {
  console.error(error);
}

export async function close(): Promise<void> {
  await serviceBus.close();
  cosmos.dispose();
}
