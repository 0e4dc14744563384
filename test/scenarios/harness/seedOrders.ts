import { CosmosClient } from "@azure/cosmos";
import type { Lab } from "../../../lab/src/index.ts";

/** The orders as they were before the programs start, at every replica. */
export async function seedOrders({ cosmos, control }: Lab): Promise<void> {
  control.lag({ container: "*", ms: 0 });
  const client = new CosmosClient({
    endpoint: cosmos.endpoint,
    key: cosmos.key,
  });
  const orders = client.database("shop").container("orders");
  for (const id of ["1", "2"]) {
    await orders.items.create({ id, customerId: "c1", status: "draft" });
  }
  client.dispose();
}
