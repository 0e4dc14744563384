import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage() {
    for await (const { resources } of orders.items
      .readAll()
      .getAsyncIterator()) {
      console.log(resources.length);
    }
  },
  processError,
});
