import { shop } from "./azure.js";

const orders = shop.container("orders");
const known = new Map<string, unknown>();

export async function order(id: string, customerId: string) {
  if (!known.has(id)) {
    const { resource } = await orders.item(id, customerId).read();
    known.set(id, resource);
  }
  return known.get(id);
}
