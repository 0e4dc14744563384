import type { Container } from "@azure/cosmos";
import type { ServiceBusSender } from "@azure/service-bus";
import type { Order, OrderPlaced } from "../order.js";

export async function placeOrder(
  orders: Container,
  sender: ServiceBusSender,
  order: Order,
): Promise<void> {
  const response = await orders.items.create(order);

  const body: OrderPlaced = {
    orderId: order.id,
    customerId: order.customerId,
  };
  await sender.sendMessages({
    body,
    applicationProperties: {
      cosmosSessionToken: response.headers["x-ms-session-token"] as string,
    },
  });
}
