import { processError, serviceBus, shop } from "./azure.js";

const visits = shop.container("visits");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const { resource } = await visits
      .item(body.visitId, [body.tenant, body.user])
      .read();
    console.log(resource);
  },
  processError,
});
