import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const { result } = await orders.items.batch(
      [{ operationType: "Read", id: body.orderId }],
      body.customerId,
    );
    const [bulk] = await orders.items.executeBulkOperations([
      {
        operationType: "Read",
        id: body.orderId,
        partitionKey: body.customerId,
      },
    ]);
    console.log(result?.[0]?.statusCode, bulk?.response?.statusCode);
  },
  processError,
});
