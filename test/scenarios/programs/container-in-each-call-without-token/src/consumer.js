const { ServiceBusClient } = require("@azure/service-bus");
const { readOrder } = require("./readOrder");

const client = new ServiceBusClient(process.env.SERVICE_BUS_CONNECTION);

client.createReceiver("orders").subscribe({
  async processMessage(message) {
    console.log(await readOrder(message.body.orderId, message.body.customerId));
  },
  async processError({ error }) {
    console.error(error);
  },
});
