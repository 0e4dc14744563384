import { close, serviceBus, shop } from "./azure.js";

const order = { id: "1", customerId: "c1", status: "placed" };
const response: any = await shop.container("orders").items.upsert(order);
await serviceBus.createSender("orders").sendMessages({
  body: { orderId: order.id, customerId: order.customerId },
  applicationProperties: { cosmosSessionToken: response.sessionToken },
});
await close();
