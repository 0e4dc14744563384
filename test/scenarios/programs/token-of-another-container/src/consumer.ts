import { processError, serviceBus, shop } from "./azure.js";

const customers = shop.container("customers");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const token = message.applicationProperties?.[
      "cosmosSessionToken_orders"
    ] as string;
    const { customerId } = message.body;
    const { resource } = await customers
      .item(customerId, customerId)
      .read({ sessionToken: token });
    console.log(resource);
  },
  processError,
});
