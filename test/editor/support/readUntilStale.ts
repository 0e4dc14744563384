import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

/** Each item is read at once; that forty in a row meet a replica that is up to date happens to nobody. */
const MOST = 40;

/**
 * Writes items, sends a message with the token of each, receives it and reads without the token, until a read is
 * answered by a replica that has not got the item yet.
 *
 * @param variables what "Copy the Lab's Connection Strings" copies
 */
export async function readUntilStale(variables: string): Promise<void> {
  const valueOf = (name: string): string => {
    const [, value] = new RegExp(`${name}="([^"]+)"`).exec(variables) ?? [];
    assert.ok(value, `There is no ${name} in ${variables}`);
    return value;
  };
  const serviceBus = new ServiceBusClient(
    valueOf("SERVICE_BUS_CONNECTION_STRING"),
  );
  const cosmos = new CosmosClient(valueOf("COSMOS_CONNECTION_STRING"));
  // A client remembers the tokens of its writes. Another process has none.
  const reader = new CosmosClient(valueOf("COSMOS_CONNECTION_STRING"));
  const orders = cosmos.database("shop").container("orders");
  const read = reader.database("shop").container("orders");
  try {
    const sender = serviceBus.createSender("orders");
    const receiver = serviceBus.createReceiver("orders");
    for (let number = 1; number <= MOST; number++) {
      const id = `A-${number}`;
      const { headers } = await orders.items.create({ id, customerId: id });
      await sender.sendMessages({
        messageId: id,
        body: { id },
        applicationProperties: {
          cosmosSessionToken: headers["x-ms-session-token"] as string,
        },
      });
      const [message] = await receiver.receiveMessages(1);
      assert.ok(message);
      const { statusCode } = await read.item(id, id).read();
      await receiver.completeMessage(message);
      if (statusCode === 404) return;
    }
  } finally {
    await serviceBus.close();
    cosmos.dispose();
    reader.dispose();
  }
  assert.fail(`None of ${MOST} reads was stale.`);
}
