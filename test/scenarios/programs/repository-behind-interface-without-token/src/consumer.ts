import { processError, serviceBus, shop } from "./azure.js";
import { CosmosOrders } from "./cosmosOrders.js";
import { Shipping } from "./shipping.js";

const shipping = new Shipping(new CosmosOrders(shop));

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    await shipping.ship(body.orderId, body.customerId);
  },
  processError,
});
