import type { LabConfig } from "../../../lab/src/index.ts";

/** A container of orders by customer, and a queue that tells of them. */
export const orders: LabConfig = {
  cosmos: {
    databases: [
      {
        id: "shop",
        containers: [{ id: "orders", partitionKey: "/customerId" }],
      },
    ],
  },
  serviceBus: { Namespaces: [{ Queues: [{ Name: "orders" }] }] },
};
