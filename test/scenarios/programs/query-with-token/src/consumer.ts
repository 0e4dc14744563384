import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { resources } = await orders.items
      .query("SELECT * FROM c WHERE c.status = 'placed'", {
        partitionKey: message.body.customerId,
        sessionToken: message.applicationProperties?.[
          "cosmosSessionToken"
        ] as string,
      })
      .fetchAll();
    console.log(resources.length);
  },
  processError,
});
