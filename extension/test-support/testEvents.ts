import type {
  CosmosEvent,
  MessageEvent,
  SpanRef,
} from "../src/flows/FlowEvent.ts";

/** 27 November 2026, 14:02:07. */
export const T0 = Date.UTC(2026, 10, 27, 14, 2, 7);

export function span(id: number, trace = id): SpanRef {
  return {
    traceId: trace.toString(16).padStart(32, "0"),
    spanId: id.toString(16).padStart(16, "0"),
  };
}

export function write(fields: Partial<CosmosEvent> = {}): CosmosEvent {
  return {
    kind: "write",
    time: T0,
    source: "otlp:shop-api",
    process: "shop-api",
    operation: "items.upsert",
    container: "shop/orders",
    partitionKey: '["A-1042"]',
    itemId: "A-1042",
    status: 201,
    charge: 12.4,
    served: "0:-1#42",
    ...fields,
  };
}

export function read(fields: Partial<CosmosEvent> = {}): CosmosEvent {
  return {
    kind: "read",
    time: T0 + 30,
    source: "otlp:billing",
    process: "billing",
    operation: "item.read",
    container: "shop/orders",
    partitionKey: '["A-1042"]',
    itemId: "A-1042",
    status: 200,
    charge: 1,
    served: "0:-1#41",
    ...fields,
  };
}

export function send(fields: Partial<MessageEvent> = {}): MessageEvent {
  return {
    kind: "send",
    time: T0 + 5,
    source: "otlp:shop-api",
    process: "shop-api",
    entity: "order-created",
    messageId: "m1",
    carried: [{ token: "0:-1#42" }],
    ...fields,
  };
}

export function deliver(fields: Partial<MessageEvent> = {}): MessageEvent {
  return {
    kind: "deliver",
    time: T0 + 20,
    source: "otlp:billing",
    process: "billing",
    entity: "order-created",
    messageId: "m1",
    carried: [{ token: "0:-1#42" }],
    deliveryCount: 0,
    ...fields,
  };
}

export function peek(
  fields: Partial<MessageEvent> & { sequenceNumber?: string } = {},
): MessageEvent {
  const { sequenceNumber = "1", ...rest } = fields;
  return {
    kind: "peek",
    time: T0 + 10,
    source: "peek:dev",
    entity: "order-created",
    messageId: "m1",
    carried: [{ token: "0:-1#42" }],
    deliveryCount: 0,
    peeked: {
      sequenceNumber,
      isDeadLetter: false,
      system: {},
      application: {},
    },
    ...rest,
  };
}
