import { shop } from "./azure.js";

export function orders() {
  return shop.container("orders");
}
