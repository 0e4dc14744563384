import { close, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const sender = serviceBus.createSender("orders");

for (const orderId of ["1", "2"]) {
  const { headers } = await orders.items.upsert({
    id: orderId,
    customerId: "c1",
    status: "placed",
  });
  await sender.sendMessages({
    subject: "placed",
    body: { orderId, customerId: "c1" },
    applicationProperties: {
      cosmosSessionToken: headers["x-ms-session-token"] as string,
    },
  });
}
await close();
