import { readAtLeast, StaleReadError, tokenFrom } from "cosmos-session-token";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const receiver = serviceBus.createReceiver("orders");

receiver.subscribe(
  {
    async processMessage(message) {
      const { orderId, customerId } = message.body;
      try {
        const { resource } = await readAtLeast(
          tokenFrom(message),
          (options) => orders.item(orderId, customerId).read(options),
          { timeoutMs: 200 },
        );
        console.log(resource);
        await receiver.completeMessage(message);
      } catch (error) {
        if (!(error instanceof StaleReadError)) throw error;
        await receiver.abandonMessage(message);
      }
    },
    processError,
  },
  { autoCompleteMessages: false },
);
