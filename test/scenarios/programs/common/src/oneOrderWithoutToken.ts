import { close, serviceBus, shop } from "./azure.js";

await shop.container("orders").items.upsert({
  id: "1",
  customerId: "c1",
  status: "placed",
});
await serviceBus.createSender("orders").sendMessages({
  subject: "placed",
  body: { orderId: "1", customerId: "c1" },
});
await close();
