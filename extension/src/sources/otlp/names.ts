// Names of attributes: OpenTelemetry's conventions of today first, then those that older exporters
// still send (@opentelemetry/semantic-conventions 1.45.0; azure-sdk instrumentation 1.0.0, measured).

export const names = {
  dbSystem: ["db.system.name", "db.system"],
  dbOperation: ["db.operation.name", "db.operation"],
  database: ["db.namespace", "db.name"],
  container: ["db.collection.name", "db.cosmosdb.container"],
  status: ["db.response.status_code", "db.cosmosdb.status_code"],
  subStatus: [
    "azure.cosmosdb.response.sub_status_code",
    "db.cosmosdb.sub_status_code",
  ],
  charge: [
    "azure.cosmosdb.operation.request_charge",
    "db.cosmosdb.request_charge",
  ],
  requestId: ["azure.service.request.id", "az.service_request_id"],

  messagingSystem: ["messaging.system.name", "messaging.system"],
  messagingOperation: [
    "messaging.operation.type",
    "messaging.operation",
    "messaging.operation.name",
  ],
  destination: [
    "messaging.destination.name",
    "messaging.source.name",
    "message_bus.destination",
  ],
  subscription: [
    "messaging.destination.subscription.name",
    "messaging.servicebus.destination.subscription_name",
  ],
  messageId: ["cosmos_session.message.id", "messaging.message.id"],
  deliveryCount: [
    "azure.servicebus.message.delivery_count",
    "messaging.servicebus.message.delivery_count",
  ],
  disposition: [
    "azure.servicebus.disposition_status",
    "messaging.servicebus.disposition_status",
  ],
} as const satisfies Record<string, readonly string[]>;

export const systems: ReadonlySet<string> = new Set([
  "azure.cosmosdb",
  "cosmosdb",
]);

export const messagingSystems: ReadonlySet<string> = new Set([
  "azure.servicebus",
  "servicebus",
]);

/** Calls that return items or say that there are none; the lab's names, and those of the SDKs' spans. */
export const readOperations: ReadonlySet<string> = new Set([
  "item.read",
  "items.query",
  "items.readall",
  "items.changefeed",
  "read_item",
  "read_all_items",
  "read_many_items",
  "query_items",
  "query_change_feed",
]);

/** Calls that change items. */
export const writeOperations: ReadonlySet<string> = new Set([
  "item.replace",
  "item.patch",
  "item.delete",
  "items.create",
  "items.upsert",
  "items.batch",
  "items.bulk",
  "items.deletepartitionkey",
  "scripts.execute",
  "storedprocedure.execute",
  "create_item",
  "upsert_item",
  "replace_item",
  "patch_item",
  "delete_item",
  "execute_batch",
  "execute_bulk",
  "execute_stored_procedure",
]);

/** `messaging.operation.type`, also by the names of older conventions. */
export const messageOperations: ReadonlyMap<
  string,
  "send" | "deliver" | "settle"
> = new Map([
  ["send", "send"],
  ["publish", "send"],
  ["create", "send"],
  ["schedule", "send"],
  ["receive", "deliver"],
  ["process", "deliver"],
  ["deliver", "deliver"],
  ["settle", "settle"],
]);
