import { processError, serviceBus } from "./azure.js";
import { order } from "./cache.js";

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    console.log(await order(body.orderId, body.customerId));
  },
  processError,
});
