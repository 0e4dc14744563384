import { shop } from "./azure.js";

export const orders = shop.container("orders");
