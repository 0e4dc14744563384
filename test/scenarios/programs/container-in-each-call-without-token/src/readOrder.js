const { CosmosClient } = require("@azure/cosmos");

exports.readOrder = async function (orderId, customerId) {
  const client = new CosmosClient({
    endpoint: process.env.COSMOS_ENDPOINT,
    key: process.env.COSMOS_KEY,
  });
  const container = client.database("shop").container("orders");
  const { resource } = await container.item(orderId, customerId).read();
  return resource;
};
