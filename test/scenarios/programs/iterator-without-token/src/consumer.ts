import { serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");

for await (const message of receiver.getMessageIterator()) {
  const { resources } = await orders.items
    .query({
      query: "SELECT * FROM c WHERE c.id = @id",
      parameters: [{ name: "@id", value: message.body.orderId }],
    })
    .fetchAll();
  console.log(resources.length);
  await receiver.completeMessage(message);
}
