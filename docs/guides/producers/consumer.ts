import type { Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

interface Order {
  id: string;
  customerId: string;
  status: string;
}

export async function readOrder(
  message: ServiceBusReceivedMessage,
  orders: Container,
): Promise<Order | undefined> {
  const { orderId, customerId } = message.body as {
    orderId: string;
    customerId: string;
  };
  // #region consume
  const sessionToken = message.applicationProperties?.[
    "cosmosSessionToken"
  ] as string;
  const { resource } = await orders
    .item(orderId, customerId)
    .read<Order>({ sessionToken });
  // #endregion
  return resource;
}
