import { processError, serviceBus, shop } from "./azure.js";

const people = shop.container("people");

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const { IdPerson, SessionId } = message.body;
    const { resource } = await people
      .item(IdPerson, IdPerson)
      .read({ sessionToken: SessionId });
    console.log(resource);
  },
  processError,
});
