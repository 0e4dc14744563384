import type { AzureFunction, Context } from "functions-3";
import { shop } from "../azure.js";

const orders = shop.container("orders");

const ship: AzureFunction = async function (
  context: Context,
  message: { orderId: string; customerId: string },
): Promise<void> {
  const { resource } = await orders
    .item(message.orderId, message.customerId)
    .read();
  context.log(resource?.id);
};

export default ship;
