import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { data, meta } = JSON.parse(message.body) as {
      data: { id: string; customerId: string };
      meta: { cosmos: { tokens: string[] } };
    };
    const [token] = meta.cosmos.tokens;
    const { resource } = await orders
      .item(data.id, data.customerId)
      .read({ sessionToken: token });
    console.log(resource);
  },
  processError,
});
