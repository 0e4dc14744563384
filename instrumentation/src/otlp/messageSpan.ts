import type { CarriedToken } from "../flow/readMessage.ts";
import type { Write } from "../flow/Write.ts";
import { destinationOf, subscriptionOf } from "../serviceBus/Message.ts";
import {
  attributesOf,
  nanoseconds,
  spanKind,
  statusCode,
  type Span,
  type SpanContext,
} from "./Span.ts";

export type MessageOperation =
  | "send"
  | "schedule"
  | "receive"
  | "process"
  | "complete"
  | "abandon"
  | "defer"
  | "deadLetter";

interface MessageEvent {
  readonly operation: MessageOperation;
  readonly entity: string;
  readonly messageId: string | undefined;
  readonly digest: string | undefined;
  readonly carried: readonly CarriedToken[];
  /** What a sent message speaks of, as far as its sender wrote it. */
  readonly writes: readonly Write[];
  readonly span: SpanContext;
  readonly parent: SpanContext | undefined;
  readonly links: readonly SpanContext[];
  readonly deliveryCount?: number | undefined;
  readonly sequenceNumber?: string | undefined;
  readonly startMs: number;
  readonly endMs: number;
  readonly isError: boolean;
}

/** Something that happened to a message. */
export function messageSpan(event: MessageEvent): Span {
  const { operation, entity, carried, writes } = event;
  const { type, kind, disposition } = meanings[operation];
  const destination = destinationOf(entity);
  const tokens = [...new Set(carried.map(({ token }) => token))];
  return {
    ...event.span,
    parentSpanId: event.parent?.spanId,
    name: `${operation} ${destination}`,
    kind,
    startTimeUnixNano: nanoseconds(event.startMs),
    endTimeUnixNano: nanoseconds(event.endMs),
    attributes: attributesOf({
      "messaging.system.name": "azure.servicebus",
      "messaging.operation.name": operation,
      "messaging.operation.type": type,
      "messaging.destination.name": destination,
      "messaging.destination.subscription.name": subscriptionOf(entity),
      "messaging.message.id": event.messageId,
      "azure.servicebus.message.delivery_count": event.deliveryCount,
      "azure.servicebus.disposition_status": disposition,
      "cosmos_session.message.id": event.messageId,
      "cosmos_session.message.token":
        tokens.length > 0 ? tokens.join() : undefined,
      "cosmos_session.message.carried":
        carried.length > 0 ? JSON.stringify(carried) : undefined,
      "cosmos_session.message.writes":
        writes.length > 0 ? describeWrites(writes) : undefined,
      "cosmos_session.message.digest": event.digest,
      "cosmos_session.message.sequence_number": event.sequenceNumber,
    }),
    events: [],
    links: event.links,
    status: { code: event.isError ? statusCode.error : statusCode.unset },
  };
}

function describeWrites(writes: readonly Write[]): string {
  return JSON.stringify(
    writes.map(({ container, partitionKey, itemId, token }) => ({
      container,
      partitionKey,
      itemId,
      token,
    })),
  );
}

interface Meaning {
  readonly type: "send" | "receive" | "process" | "settle";
  readonly kind: number;
  readonly disposition?: string;
}

/** In the words of OpenTelemetry's conventions for messaging. */
const meanings: Readonly<Record<MessageOperation, Meaning>> = {
  send: { type: "send", kind: spanKind.producer },
  schedule: { type: "send", kind: spanKind.producer },
  receive: { type: "receive", kind: spanKind.consumer },
  process: { type: "process", kind: spanKind.consumer },
  complete: settle("complete"),
  abandon: settle("abandon"),
  defer: settle("defer"),
  deadLetter: settle("dead_letter"),
};

function settle(disposition: string): Meaning {
  return { type: "settle", kind: spanKind.client, disposition };
}
