import json

from azure.cosmos import ContainerProxy
from azure.servicebus import ServiceBusMessage, ServiceBusSender


def place_order(orders: ContainerProxy, sender: ServiceBusSender, order: dict) -> None:
    # #region produce
    response = orders.create_item(order)
    token = response.get_response_headers()["x-ms-session-token"]

    sender.send_messages(
        ServiceBusMessage(
            json.dumps({"orderId": order["id"], "customerId": order["customerId"]}),
            application_properties={"cosmosSessionToken": token},
        )
    )
    # #endregion
