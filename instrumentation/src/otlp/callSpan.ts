import { BoundedMap } from "../BoundedMap.ts";
import type { Attempt } from "../cosmos/Call.ts";
import type { Judged } from "../flow/judge.ts";
import { latest } from "../latest.ts";
import { listOf, numberField, quote, textField } from "./fields.ts";
import { nanoseconds, spanKind, statusCode, type SpanContext } from "./Span.ts";

interface Call {
  readonly span: SpanContext;
  readonly attempts: readonly Attempt[];
  /** The token that it asked with, also where the SDK dropped it. */
  readonly token: string | undefined;
  readonly judged: Judged | undefined;
}

/** A call of the SDK on items, with an event for each attempt; a `Span` as JSON. */
export function callSpan({ span, attempts, token, judged }: Call): string {
  const first = attempts[0]!;
  const last = attempts.at(-1)!;
  const { request, handler } = last;
  const message = judged?.delivery ?? handler?.deliveries.at(-1);
  const isLinked =
    message !== undefined && message.span.spanId !== handler?.span.spanId;
  const isWriteToo = judged !== undefined && request.kind === "write";
  const attributes =
    field.subStatus(last.subStatus) +
    field.charge(last.charge) +
    field.activityId(last.activityId) +
    field.lsn(last.lsn) +
    field.partitionKey(request.partitionKey) +
    field.itemId(request.itemId) +
    field.required(judged?.required) +
    field.sent(token) +
    // Which of the other two it is cannot be seen on the wire.
    field.source(token === undefined ? "none" : undefined) +
    field.served(last.served) +
    field.verdict(judged?.verdict) +
    field.kind(isWriteToo ? "write" : undefined) +
    field.reason(judged?.reason) +
    field.lagLsn(
      judged?.lagLsn === undefined ? undefined : Number(judged.lagLsn),
    ) +
    field.joinedBy(judged?.joinedBy) +
    field.messageId(message?.messageId) +
    field.callSite(first.callSite ?? last.callSite) +
    statusAtEnd(last.status);
  const ids = `"traceId":"${span.traceId}","spanId":"${span.spanId}"`;
  const parent =
    handler === undefined ? "" : `,"parentSpanId":"${handler.span.spanId}"`;
  const times = `,"startTimeUnixNano":"${startTime(first.startMs)}","endTimeUnixNano":"${endTime(last.endMs)}"`;
  // One attempt says nothing that the span does not say.
  const events =
    attempts.length > 1
      ? `,"events":[${attempts.map(attemptEvent).join()}]`
      : "";
  const links = isLinked ? `,"links":[${JSON.stringify(message.span)}]` : "";
  const status =
    last.status >= 400 ? `,"status":{"code":${statusCode.error}}` : "";
  return `{${ids}${parent}${times}${events}${links}${status},${startOf(last)}${attributes}]}`;
}

/** Of many calls that are looked at together, several are of one millisecond. */
const [startTime, endTime] = [latest(nanoseconds), latest(nanoseconds)];

/** Every call has one, so that it can stand last: to cut off a comma there, all before it would be copied. */
const statusAtEnd = latest((status: number) =>
  field.status(String(status)).slice(0, -1),
);

interface Kind {
  readonly operation: string;
  readonly level: string | undefined;
  readonly host: string | undefined;
  readonly container: string | undefined;
}

const starts = new BoundedMap<string, string>(1000);
let latestKind: Kind | undefined;
let latestStart = "";

/** What is the same for each call of one kind to one container: name, kind, and the first attributes. */
function startOf({ request, host }: Attempt): string {
  const { operation, level, container } = request;
  if (
    latestKind?.operation !== operation ||
    latestKind.level !== level ||
    latestKind.host !== host ||
    latestKind.container !== container
  ) {
    latestKind = { operation, level, host, container };
    const key = `${operation} ${level} ${host} ${container}`;
    latestStart = starts.get(key) ?? makeStart(latestKind);
    starts.set(key, latestStart);
  }
  return latestStart;
}

function makeStart({ operation, level, host, container }: Kind): string {
  const [database, name] = container?.split("/") ?? [];
  const attributes =
    field.system("azure.cosmosdb") +
    field.database(database) +
    field.collection(name) +
    field.operation(operation) +
    field.host(host) +
    field.level(level) +
    field.container(container);
  return `"name":${quote(`${operation} ${name ?? ""}`.trim())},"kind":${spanKind.client},"attributes":[${attributes}`;
}

function attemptEvent(attempt: Attempt): string {
  const attributes =
    field.status(String(attempt.status)) +
    field.subStatus(attempt.subStatus) +
    field.activityId(attempt.activityId) +
    field.lsn(attempt.lsn) +
    field.sent(attempt.request.sent) +
    field.served(attempt.served) +
    field.host(attempt.host);
  return `{"name":"cosmos_session.attempt","timeUnixNano":"${nanoseconds(attempt.endMs)}","attributes":${listOf(attributes)}}`;
}

const field = {
  system: textField("db.system.name"),
  database: textField("db.namespace"),
  collection: textField("db.collection.name"),
  operation: textField("db.operation.name"),
  status: textField("db.response.status_code"),
  host: textField("server.address"),
  subStatus: numberField("azure.cosmosdb.response.sub_status_code"),
  charge: numberField("azure.cosmosdb.operation.request_charge"),
  level: textField("azure.cosmosdb.consistency.level"),
  activityId: textField("azure.service.request.id"),
  lsn: textField("cosmos_session.lsn"),
  container: textField("cosmos_session.container"),
  partitionKey: textField("cosmos_session.partition_key"),
  itemId: textField("cosmos_session.item.id"),
  required: textField("cosmos_session.token.required"),
  sent: textField("cosmos_session.token.sent"),
  source: textField("cosmos_session.token.source"),
  served: textField("cosmos_session.token.served"),
  verdict: textField("cosmos_session.verdict"),
  /** Of a batch that reads and writes; of all others the verdict, or that there is none, says it. */
  kind: textField("cosmos_session.kind"),
  reason: textField("cosmos_session.reason"),
  lagLsn: numberField("cosmos_session.lag_lsn"),
  joinedBy: textField("cosmos_session.joined_by"),
  messageId: textField("cosmos_session.message.id"),
  callSite: textField("cosmos_session.call_site"),
};
