import { randomBytes } from "node:crypto";
import { Fifo } from "../observe/Fifo.ts";
import type { LogEntry } from "../observe/LogEntry.ts";
import { parseTraceparent } from "../observe/spokenOf.ts";
import {
  attributesOf,
  nanoseconds,
  spanKind,
  statusCode,
  type Span,
  type SpanContext,
  type SpanEvent,
} from "../../../instrumentation/src/otlp/Span.ts";

/** Messages whose spans are remembered, so that others can be linked to them. */
const KEPT = 10_000;
/** Refused reads that may still be repeated by the SDK, which it does at once. */
const MOST_WAITING = 1000;

interface Waiting {
  readonly first: LogEntry;
  readonly last: LogEntry;
  readonly events: readonly SpanEvent[];
}

/**
 * Makes spans of lines of the log: one for each read, with an event for each attempt; one for each
 * write; one for each thing that happened to a message. What only machines ask for makes none.
 *
 * Ids of spans are no chances of the lab: two labs of one seed may report to one place.
 */
export class Spans {
  readonly #sent = new Remembered();
  readonly #delivered = new Remembered();
  /** Refused, by line: the SDK may repeat it. */
  readonly #waiting = new Map<number, Waiting>();

  /** @returns the spans that are whole with this line */
  add(entry: LogEntry): Span[] {
    if (entry.service === "servicebus") return this.#message(entry);
    if (entry.kind === undefined) return [];
    const earlier = this.#take(entry.retryOf);
    const waiting: Waiting = {
      first: earlier?.first ?? entry,
      last: entry,
      events: [...(earlier?.events ?? []), attempt(entry)],
    };
    if (entry.verdict !== "refused") return [this.#call(waiting)];
    this.#waiting.set(entry.n, waiting);
    return this.#waiting.size > MOST_WAITING ? this.rest(1) : [];
  }

  /** Reads that were refused and not repeated. */
  rest(most = Infinity): Span[] {
    const spans: Span[] = [];
    for (const [n, waiting] of this.#waiting) {
      if (spans.length >= most) break;
      this.#waiting.delete(n);
      spans.push(this.#call(waiting));
    }
    return spans;
  }

  #take(n: number | undefined): Waiting | undefined {
    if (n === undefined) return undefined;
    const waiting = this.#waiting.get(n);
    this.#waiting.delete(n);
    return waiting;
  }

  #call({ first, last: entry, events }: Waiting): Span {
    const [database, container] = entry.container?.split("/") ?? [];
    const message = entry.messageId && this.#delivered.get(entry.messageId);
    const parent = parseTraceparent(entry.traceparent);
    const start = Date.parse(first.time);
    const end = Date.parse(entry.time) + (entry.durationMs ?? 0);
    return {
      ...newContext(parent),
      name: `${entry.operation} ${container ?? ""}`.trim(),
      kind: spanKind.client,
      startTimeUnixNano: nanoseconds(start),
      endTimeUnixNano: nanoseconds(end),
      attributes: attributesOf({
        "db.system.name": "azure.cosmosdb",
        "db.namespace": database,
        "db.collection.name": container,
        "db.operation.name": entry.operation,
        "db.response.status_code": entry.status?.toString(),
        "azure.cosmosdb.response.sub_status_code": entry.subStatus,
        "azure.cosmosdb.operation.request_charge": entry.requestCharge,
        "azure.service.request.id": entry.activityId,
        "azure.cosmosdb.operation.contacted_regions": entry.region && [
          entry.region,
        ],
        "cosmos_session.container": entry.container,
        "cosmos_session.partition_key": entry.partitionKey,
        "cosmos_session.item.id": entry.itemId,
        "cosmos_session.token.required": entry.required,
        "cosmos_session.token.sent": entry.sent,
        // Which of the other two it is cannot be seen from outside the client.
        "cosmos_session.token.source":
          entry.sent === undefined ? "none" : undefined,
        "cosmos_session.token.served": entry.served,
        "cosmos_session.verdict": entry.verdict,
        // Of a batch that reads and writes, which is both.
        "cosmos_session.kind":
          entry.kind === "write" && entry.verdict !== undefined
            ? "write"
            : undefined,
        "cosmos_session.reason": entry.reason,
        "cosmos_session.lag_lsn": entry.lagLsn,
        "cosmos_session.lag_ms": entry.lagMs,
        "cosmos_session.replica": entry.replica,
        "cosmos_session.message.id": entry.messageId,
        "cosmos_session.call_site": entry.callSite,
      }),
      events,
      links: message ? [message] : [],
      status: statusOf((entry.status ?? 0) >= 400),
    };
  }

  #message(entry: LogEntry): Span[] {
    const meaning = messageOperations.get(entry.operation);
    if (meaning === undefined || entry.messageId === undefined) return [];
    const { type, kind, disposition } = meaning;
    const [destination = "", subscription] =
      entry.entity?.split(/\/subscriptions\//i) ?? [];
    const key = `${destination}\0${entry.messageId}`;
    const carried = parseTraceparent(entry.traceparent);
    const context = newContext(type === "send" ? carried : undefined);
    const origin =
      type === "send" ? undefined : (carried ?? this.#sent.get(key));
    if (type === "send") this.#sent.set(key, context);
    if (type === "receive") this.#delivered.set(entry.messageId, context);
    const time = nanoseconds(Date.parse(entry.time));
    const span: Span = {
      ...context,
      name: `${entry.operation} ${destination}`,
      kind,
      startTimeUnixNano: time,
      endTimeUnixNano: time,
      attributes: attributesOf({
        "messaging.system.name": "azure.servicebus",
        "messaging.operation.name": entry.operation,
        "messaging.operation.type": type,
        "messaging.destination.name": destination,
        "messaging.destination.subscription.name": subscription,
        "messaging.message.id": entry.messageId,
        "azure.servicebus.message.delivery_count": entry.deliveryCount,
        "azure.servicebus.disposition_status": disposition,
        "cosmos_session.message.id": entry.messageId,
        "cosmos_session.message.token": entry.carried,
      }),
      events: [],
      links: origin === undefined ? [] : [origin],
      status: statusOf(entry.condition !== undefined),
    };
    return [span];
  }
}

interface Meaning {
  readonly type: "send" | "receive" | "settle";
  readonly kind: number;
  readonly disposition?: string;
}

/** Operations of `ServiceBusEvent`, in the words of OpenTelemetry's conventions for messaging. */
const messageOperations: ReadonlyMap<string, Meaning> = new Map([
  ["send", { type: "send", kind: spanKind.producer }],
  ["schedule", { type: "send", kind: spanKind.producer }],
  ["deliver", { type: "receive", kind: spanKind.consumer }],
  ["receiveDeferred", { type: "receive", kind: spanKind.consumer }],
  ["complete", settle("complete")],
  ["abandon", settle("abandon")],
  ["defer", settle("defer")],
  ["deadLetter", settle("dead_letter")],
] satisfies [string, Meaning][]);

function settle(disposition: string): Meaning {
  return { type: "settle", kind: spanKind.client, disposition };
}

function attempt(entry: LogEntry): SpanEvent {
  return {
    name: "cosmos_session.attempt",
    timeUnixNano: nanoseconds(Date.parse(entry.time)),
    attributes: attributesOf({
      "db.response.status_code": entry.status?.toString(),
      "azure.cosmosdb.response.sub_status_code": entry.subStatus,
      "azure.service.request.id": entry.activityId,
      "cosmos_session.token.sent":
        entry.dropped === true ? undefined : entry.sent,
      "cosmos_session.token.served": entry.served,
      "cosmos_session.replica": entry.replica,
    }),
  };
}

function statusOf(isError: boolean): Span["status"] {
  return { code: isError ? statusCode.error : statusCode.unset };
}

function newContext(
  parent: SpanContext | undefined,
): SpanContext & { readonly parentSpanId?: string } {
  const spanId = randomBytes(8).toString("hex");
  return parent === undefined
    ? { traceId: randomBytes(16).toString("hex"), spanId }
    : { traceId: parent.traceId, spanId, parentSpanId: parent.spanId };
}

/** Spans of messages, the newest of them. */
class Remembered {
  readonly #contexts = new Map<string, SpanContext>();
  readonly #order = new Fifo<string>(KEPT);

  get(key: string): SpanContext | undefined {
    return this.#contexts.get(key);
  }

  set(key: string, { traceId, spanId }: SpanContext): void {
    if (!this.#contexts.has(key)) {
      const oldest = this.#order.push(key);
      if (oldest !== undefined) this.#contexts.delete(oldest);
    }
    this.#contexts.set(key, { traceId, spanId });
  }
}
