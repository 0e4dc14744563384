import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage() {
    const { resources } = await orders.items
      .query("SELECT * FROM c WHERE c.status = 'placed'")
      .fetchAll();
    console.log(resources.length);
  },
  processError,
});
