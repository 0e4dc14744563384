import { processError, serviceBus, shop } from "./azure.js";

const orders = shop.container("orders");
const customers = shop.container("customers");

serviceBus.createReceiver("orders").subscribe({
  async processMessage({ body }) {
    const order = await orders.item(body.orderId, body.customerId).read();
    console.log(order.resource);
    await greet(body.customerId);
  },
  processError,
});

async function greet(id: string) {
  const customer = await customers.item(id, id).read();
  console.log(customer.resource);
}
