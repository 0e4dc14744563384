/** An item of the container "orders". Its partition key is the customer. */
export interface Order {
  id: string;
  customerId: string;
  status: "placed" | "packed" | "cancelled";
  lines: { sku: string; count: number }[];
}

/** What the producer tells the consumer; the order itself stays in Cosmos DB. */
export interface OrderPlaced {
  orderId: string;
  customerId: string;
}
