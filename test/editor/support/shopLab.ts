import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { copyWorkspace, type WorkspaceCopy } from "../host/copyWorkspace.ts";

/** What is in the lab that the suites start: one of each kind that a person may meet. */
export const shop = {
  serviceBus: {
    Namespaces: [
      {
        Queues: [{ Name: "orders" }],
        Topics: [
          { Name: "order-created", Subscriptions: [{ Name: "billing" }] },
        ],
      },
    ],
  },
  cosmos: {
    databases: [
      {
        id: "shop",
        containers: [{ id: "orders", partitionKey: "/customerId" }],
      },
    ],
  },
};

/** Nothing listens there. */
export const AWAY =
  "Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=listen;SharedAccessKey=eA==";
export const AWAY_LINE = "127\\.0\\.0\\.1:1: key.*";

/** A folder whose lab starts with that. */
export function copyWithShop(): WorkspaceCopy {
  const copy = copyWorkspace("orders");
  writeFileSync(
    path.join(copy.folder, "cosmos-session-lab.json"),
    JSON.stringify(shop),
  );
  return copy;
}

/**
 * Sends a message as a program would.
 *
 * @param addresses what "Copy the Lab's Connection Strings" copies
 */
export async function sendTo(
  addresses: string,
  entity: string,
  messageId: string,
): Promise<void> {
  const [, connectionString] =
    /SERVICE_BUS_CONNECTION_STRING="([^"]+)"/.exec(addresses) ?? [];
  assert.ok(connectionString, addresses);
  const client = new ServiceBusClient(connectionString);
  try {
    await client.createSender(entity).sendMessages({ messageId, body: {} });
  } finally {
    await client.close();
  }
}
