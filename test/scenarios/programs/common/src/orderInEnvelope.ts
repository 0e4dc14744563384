import { close, serviceBus, shop } from "./azure.js";

const order = { id: "1", customerId: "c1", status: "placed" };
const { headers } = await shop.container("orders").items.upsert(order);
const tokens = [headers["x-ms-session-token"]];
await serviceBus.createSender("orders").sendMessages({
  body: JSON.stringify({ data: order, meta: { cosmos: { tokens } } }),
});
await close();
