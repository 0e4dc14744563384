import { close, serviceBus, shop } from "./azure.js";

const customer = await shop
  .container("customers")
  .items.upsert({ id: "c1", name: "Ada" });
const order = await shop
  .container("orders")
  .items.upsert({ id: "1", customerId: "c1", status: "placed" });
await serviceBus.createSender("orders").sendMessages({
  body: { orderId: "1", customerId: "c1" },
  applicationProperties: {
    cosmosSessionToken_customers: customer.headers[
      "x-ms-session-token"
    ] as string,
    cosmosSessionToken_orders: order.headers["x-ms-session-token"] as string,
  },
});
await close();
