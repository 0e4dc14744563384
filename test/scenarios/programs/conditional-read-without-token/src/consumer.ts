import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const copy = await orders.item("1", "c1").read();

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const { statusCode } = await orders
      .item(body.orderId, body.customerId)
      .read({
        accessCondition: { type: "IfNoneMatch", condition: copy.etag },
      });
    console.log(statusCode === 304 ? "still the same" : "changed");
  },
  processError,
});
