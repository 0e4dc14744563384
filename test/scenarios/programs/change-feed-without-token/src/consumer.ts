import { ChangeFeedStartFrom } from "@azure/cosmos";
import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const changes = orders.items.getChangeFeedIterator({
      changeFeedStartFrom: ChangeFeedStartFrom.Beginning(body.customerId),
    });
    const { result } = await changes.readNext();
    console.log(result.length);
  },
  processError,
});
