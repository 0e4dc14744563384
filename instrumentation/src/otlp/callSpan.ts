import type { Attempt } from "../cosmos/Call.ts";
import type { Judged } from "../flow/judge.ts";
import {
  attributesOf,
  nanoseconds,
  spanKind,
  statusCode,
  type Span,
  type SpanContext,
  type SpanEvent,
} from "./Span.ts";

interface Call {
  readonly span: SpanContext;
  readonly attempts: readonly Attempt[];
  /** The token that it asked with, also where the SDK dropped it. */
  readonly token: string | undefined;
  readonly judged: Judged | undefined;
}

/** A call of the SDK on items, with an event for each attempt. */
export function callSpan({ span, attempts, token, judged }: Call): Span {
  const first = attempts[0]!;
  const last = attempts.at(-1)!;
  const { request, handler } = last;
  const [database, container] = request.container?.split("/") ?? [];
  const message = judged?.delivery ?? handler?.deliveries.at(-1);
  return {
    ...span,
    parentSpanId: handler?.span.spanId,
    name: `${request.operation} ${container ?? ""}`.trim(),
    kind: spanKind.client,
    startTimeUnixNano: nanoseconds(first.startMs),
    endTimeUnixNano: nanoseconds(last.endMs),
    attributes: attributesOf({
      "db.system.name": "azure.cosmosdb",
      "db.namespace": database,
      "db.collection.name": container,
      "db.operation.name": request.operation,
      "db.response.status_code": String(last.status),
      "server.address": last.host,
      "azure.cosmosdb.response.sub_status_code": last.subStatus,
      "azure.cosmosdb.operation.request_charge": last.charge,
      "azure.cosmosdb.consistency.level": request.level,
      "azure.service.request.id": last.activityId,
      "cosmos_session.lsn": last.lsn,
      "cosmos_session.container": request.container,
      "cosmos_session.partition_key": request.partitionKey,
      "cosmos_session.item.id": request.itemId,
      "cosmos_session.token.required": judged?.required,
      "cosmos_session.token.sent": token,
      // Which of the other two it is cannot be seen on the wire.
      "cosmos_session.token.source": token === undefined ? "none" : undefined,
      "cosmos_session.token.served": last.served,
      "cosmos_session.verdict": judged?.verdict,
      "cosmos_session.reason": judged?.reason,
      "cosmos_session.lag_lsn":
        judged?.lagLsn === undefined ? undefined : Number(judged.lagLsn),
      "cosmos_session.joined_by": judged?.joinedBy,
      "cosmos_session.message.id": message?.messageId,
      "cosmos_session.call_site": first.callSite ?? last.callSite,
    }),
    // One attempt says nothing that the span does not say.
    events: attempts.length > 1 ? attempts.map(attemptEvent) : [],
    links:
      message === undefined || message.span.spanId === handler?.span.spanId
        ? []
        : [message.span],
    status: {
      code: last.status >= 400 ? statusCode.error : statusCode.unset,
    },
  };
}

function attemptEvent(attempt: Attempt): SpanEvent {
  return {
    name: "cosmos_session.attempt",
    timeUnixNano: nanoseconds(attempt.endMs),
    attributes: attributesOf({
      "db.response.status_code": String(attempt.status),
      "azure.cosmosdb.response.sub_status_code": attempt.subStatus,
      "azure.service.request.id": attempt.activityId,
      "cosmos_session.lsn": attempt.lsn,
      "cosmos_session.token.sent": attempt.request.sent,
      "cosmos_session.token.served": attempt.served,
      "server.address": attempt.host,
    }),
  };
}
