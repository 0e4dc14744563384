import type { LabConfig } from "../../../lab/src/index.ts";

type Cosmos = NonNullable<LabConfig["cosmos"]>;
type Containers = NonNullable<
  NonNullable<Cosmos["databases"]>[number]["containers"]
>;
type Namespace = NonNullable<LabConfig["serviceBus"]>["Namespaces"][number];

const ordersByCustomer = { id: "orders", partitionKey: "/customerId" };

/** The containers of a database `shop`, and the entities of a namespace. */
export function shop(
  containers: Containers = [ordersByCustomer],
  namespace: Namespace = { Queues: [{ Name: "orders" }] },
): LabConfig {
  return {
    cosmos: { databases: [{ id: "shop", containers }] },
    serviceBus: { Namespaces: [namespace] },
  };
}

/** A container of orders by customer, and a queue that tells of them. */
export const orders = shop();

/** The queue hands out its messages by session. */
export const ordersInSessions = shop(undefined, {
  Queues: [{ Name: "orders", Properties: { RequiresSession: true } }],
});

/** A topic with one subscription. */
export const orderEvents = shop(undefined, {
  Topics: [{ Name: "order-events", Subscriptions: [{ Name: "shipping" }] }],
});

/** Two containers that one message speaks of. */
export const ordersAndCustomers = shop([
  ordersByCustomer,
  { id: "customers", partitionKey: "/id" },
]);
