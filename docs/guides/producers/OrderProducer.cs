using System;
using System.Threading.Tasks;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Cosmos;

public sealed record Order(string id, string customerId, string status);

public sealed class OrderProducer(Container orders, ServiceBusSender sender)
{
    public async Task PlaceOrderAsync(Order order)
    {
        // #region produce
        ItemResponse<Order> response = await orders.CreateItemAsync(
            order, new PartitionKey(order.customerId));

        var message = new ServiceBusMessage(BinaryData.FromObjectAsJson(
            new { orderId = order.id, order.customerId }));
        message.ApplicationProperties["cosmosSessionToken"] = response.Headers.Session;
        await sender.SendMessageAsync(message);
        // #endregion
    }
}
