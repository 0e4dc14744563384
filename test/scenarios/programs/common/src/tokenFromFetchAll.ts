import { close, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
await orders.items.upsert({ id: "1", customerId: "c1", status: "placed" });
const answer: any = await orders.items
  .query("SELECT * FROM c WHERE c.id = '1'")
  .fetchAll();
await serviceBus.createSender("orders").sendMessages({
  body: { orderId: "1", customerId: "c1" },
  applicationProperties: { cosmosSessionToken: answer.sessionToken },
});
await close();
