import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const placed = orders.items.query(
      "SELECT * FROM c WHERE c.status = 'placed'",
      { partitionKey: body.customerId, maxItemCount: 1 },
    );
    for await (const { resources } of placed.getAsyncIterator()) {
      console.log(resources);
    }
  },
  processError,
});
