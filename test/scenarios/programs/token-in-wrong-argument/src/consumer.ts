import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const query: any = {
      query: "SELECT * FROM c WHERE c.status = 'placed'",
      sessionToken: message.applicationProperties?.["cosmosSessionToken"],
    };
    const { resources } = await orders.items.query(query).fetchAll();
    console.log(resources.length);
  },
  processError,
});
