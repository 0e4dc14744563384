import com.azure.core.util.BinaryData;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.CosmosItemResponse;
import com.azure.cosmos.models.PartitionKey;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.util.Map;

record Order(String id, String customerId, String status) {}

final class OrderProducer {
    private final CosmosContainer orders;
    private final ServiceBusSenderClient sender;

    OrderProducer(CosmosContainer orders, ServiceBusSenderClient sender) {
        this.orders = orders;
        this.sender = sender;
    }

    void placeOrder(Order order) {
        // #region produce
        CosmosItemResponse<Order> response = orders.createItem(
            order, new PartitionKey(order.customerId()), new CosmosItemRequestOptions());

        ServiceBusMessage message = new ServiceBusMessage(BinaryData.fromObject(
            Map.of("orderId", order.id(), "customerId", order.customerId())));
        message.getApplicationProperties().put("cosmosSessionToken", response.getSessionToken());
        sender.sendMessage(message);
        // #endregion
    }
}
