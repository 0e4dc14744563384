import { processError, serviceBus } from "./azure.js";
import { Shipment } from "./shipment.js";

serviceBus.createReceiver("orders").subscribe({
  async processMessage(message) {
    console.log(await new Shipment(message).load());
  },
  processError,
});
