import type {
  CarriedToken,
  CosmosEvent,
  FlowEvent,
  MessageEvent,
  SpanRef,
  SpokenWrite,
} from "../../flows/FlowEvent.ts";
import { isSessionToken, type Verdict } from "../../sessionToken.ts";
import { standIn } from "../../flows/standIn.ts";
import { severity } from "../../flows/Flow.ts";
import {
  messageOperations,
  messagingSystems,
  names,
  readOperations,
  systems,
  writeOperations,
} from "./names.ts";
import type { Attributes, OtlpSpan, TraceRequest } from "./TraceRequest.ts";

const LAB = "cosmos-session-lab";
const PRODUCER = 4;
/** Texts of strangers: an id that is longer is none, and a sentence may be cut. */
const LONGEST = 2048;
const LONGEST_LIST = 64 * 1024;
const MOST_LISTED = 100;
const verdicts: ReadonlySet<string> = new Set(severity);

/** What spans say of Cosmos DB and Service Bus; all others are passed over. */
export function readSpans(request: TraceRequest): FlowEvent[] {
  const events: FlowEvent[] = [];
  for (const { attributes, spans } of request.resourceSpans) {
    const service = textOf(attributes, ["service.name"]) ?? "unnamed program";
    const seen: Observer =
      service === LAB
        ? { source: "lab", process: undefined }
        : { source: `otlp:${service}`, process: service };
    for (const span of spans) {
      if (!Number.isFinite(span.start) || span.start <= 0) continue;
      events.push(...eventsOf(span, seen));
    }
  }
  return events;
}

interface Observer {
  readonly source: string;
  readonly process: string | undefined;
}

function eventsOf(span: OtlpSpan, observer: Observer): FlowEvent[] {
  const { attributes } = span;
  if (systems.has(textOf(attributes, names.dbSystem) ?? "")) {
    const call = callOf(span, observer);
    if (call === undefined) return [];
    return isAlsoWrite(attributes) ? [writeOf(call), call] : [call];
  }
  if (messagingSystems.has(textOf(attributes, names.messagingSystem) ?? "")) {
    return messagesOf(span, observer);
  }
  return [];
}

function callOf(span: OtlpSpan, observer: Observer): CosmosEvent | undefined {
  const { attributes: all } = span;
  const operation = textOf(all, names.dbOperation) ?? span.name;
  const verdict = textOf(all, ["cosmos_session.verdict"]);
  const kind = kindOf(operation, verdict);
  if (kind === undefined) return undefined;
  const sent = textOf(all, ["cosmos_session.token.sent"]);
  return {
    kind,
    ...observer,
    ...placeOf(span),
    time: span.start,
    durationMs: Math.max(0, span.end - span.start),
    operation,
    container: containerOf(all),
    partitionKey: textOf(all, ["cosmos_session.partition_key"]),
    itemId: textOf(all, ["cosmos_session.item.id"]),
    messageId: textOf(all, ["cosmos_session.message.id"]),
    status: numberOf(all, names.status),
    subStatus: numberOf(all, names.subStatus),
    charge: numberOf(all, names.charge),
    required: textOf(all, ["cosmos_session.token.required"]),
    sent,
    tokenSource: textOf(all, ["cosmos_session.token.source"]),
    served: textOf(all, ["cosmos_session.token.served"]),
    dropped: sent !== undefined && lastAttemptHadNone(span) ? true : undefined,
    verdict: isVerdict(verdict) ? verdict : undefined,
    reason: textOf(all, ["cosmos_session.reason"]),
    lagLsn: numberOf(all, ["cosmos_session.lag_lsn"]),
    lagMs: numberOf(all, ["cosmos_session.lag_ms"]),
    replica: textOf(all, ["cosmos_session.replica"]),
    callSite: textOf(all, ["cosmos_session.call_site"]),
    requestId: requestIdOf(span),
    attempts: attemptsOf(span).length || undefined,
  };
}

/** Case: a transactional batch that reads and writes. */
function isAlsoWrite(all: Attributes): boolean {
  return textOf(all, ["cosmos_session.kind"]) === "write";
}

/** What a judged batch wrote: without what is said of its reads. */
function writeOf(call: CosmosEvent): CosmosEvent {
  return {
    ...call,
    kind: "write",
    required: undefined,
    verdict: undefined,
    reason: undefined,
    lagLsn: undefined,
    lagMs: undefined,
  };
}

function kindOf(
  operation: string,
  verdict: string | undefined,
): "read" | "write" | undefined {
  const name = operation.toLowerCase();
  // A batch is a read where somebody judged it as one.
  if (verdict !== undefined || readOperations.has(name)) return "read";
  return writeOperations.has(name) ? "write" : undefined;
}

function containerOf(all: Attributes): string | undefined {
  const own = textOf(all, ["cosmos_session.container"]);
  if (own !== undefined) return own;
  const container = textOf(all, names.container);
  if (container === undefined) return undefined;
  const database = textOf(all, names.database);
  return database === undefined ? container : `${database}/${container}`;
}

/** `x-ms-activity-id` of the last attempt, the one that was answered for. */
function requestIdOf(span: OtlpSpan): string | undefined {
  const last = attemptsOf(span).at(-1);
  return (
    (last && textOf(last.attributes, names.requestId)) ??
    textOf(span.attributes, names.requestId)
  );
}

function attemptsOf(span: OtlpSpan): OtlpSpan["events"] {
  return span.events.filter(({ name }) => name === "cosmos_session.attempt");
}

/** After 404/1002 the SDK asks again without the token (measured with @azure/cosmos 4.9.3). */
function lastAttemptHadNone(span: OtlpSpan): boolean {
  const attempts = attemptsOf(span);
  const last = attempts.at(-1);
  return (
    attempts.length > 1 &&
    last !== undefined &&
    !last.attributes.has("cosmos_session.token.sent")
  );
}

function messagesOf(span: OtlpSpan, observer: Observer): MessageEvent[] {
  const { attributes: all } = span;
  const kind = messageOperations.get(
    textOf(all, names.messagingOperation)?.toLowerCase() ?? "",
  );
  const entity = entityOf(textOf(all, names.destination) ?? "");
  if (kind === undefined || entity.name === "") return [];
  const place = placeOf(span);
  const base = {
    kind,
    ...observer,
    ...place,
    time: kind === "settle" ? span.end : span.start,
    entity: entity.name,
    subscription: textOf(all, names.subscription) ?? entity.subscription,
    carried:
      carriedByName(jsonOf(all, "cosmos_session.message.carried")) ??
      carriedIn(textOf(all, ["cosmos_session.message.token"])),
    writes: writesIn(jsonOf(all, "cosmos_session.message.writes")),
    digest: textOf(all, ["cosmos_session.message.digest"]),
    deliveryCount: numberOf(all, names.deliveryCount),
    disposition: textOf(all, names.disposition),
    callSite: textOf(all, ["cosmos_session.call_site"]),
  };
  const messageId = textOf(all, names.messageId);
  if (messageId !== undefined) return [{ ...base, messageId }];
  // The Azure SDK's own spans name no message: the sender's span stands for it, and a batch has a
  // link for each.
  if (kind === "send") {
    const { span: own } = place;
    return span.kind === PRODUCER && own !== undefined
      ? [{ ...base, messageId: standIn(own) }]
      : [];
  }
  return place.links.map((link) => ({
    ...base,
    links: [link],
    messageId: standIn(link),
  }));
}

function entityOf(path: string): {
  name: string;
  subscription: string | undefined;
} {
  const bare = path.replace(/(\/\$transfer)?\/\$deadletterqueue$/i, "");
  const [name = "", subscription] = bare.split(/\/subscriptions\//i);
  return { name, subscription };
}

/** Several tokens may come joined, also those of two containers, which make no token together. */
function carriedIn(text: string | undefined): CarriedToken[] {
  if (text === undefined) return [];
  const isOne: boolean = isSessionToken(text);
  if (isOne) return [{ token: text }];
  return text
    .split(",")
    .filter((token) => isSessionToken(token))
    .map((token) => ({ token }));
}

/** As our preload tells it: with the container that the property's name spells. */
function carriedByName(
  list: readonly Fields[] | undefined,
): CarriedToken[] | undefined {
  const carried = list?.flatMap(({ token, container }): CarriedToken[] => {
    if (typeof token !== "string" || !isSessionToken(token)) return [];
    return [typeof container === "string" ? { token, container } : { token }];
  });
  return carried === undefined || carried.length === 0 ? undefined : carried;
}

function writesIn(
  list: readonly Fields[] | undefined,
): SpokenWrite[] | undefined {
  return list?.flatMap(({ container, token, partitionKey, itemId }) => {
    if (typeof container !== "string") return [];
    if (typeof token !== "string" || !isSessionToken(token)) return [];
    return [
      {
        container,
        token,
        partitionKey:
          typeof partitionKey === "string" ? partitionKey : undefined,
        itemId: typeof itemId === "string" ? itemId : undefined,
      },
    ];
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** A list of objects in an attribute; what a stranger writes may be anything. */
function jsonOf(all: Attributes, key: string): Fields[] | undefined {
  const text = all.get(key);
  if (typeof text !== "string" || text.length > LONGEST_LIST) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return undefined;
    return value
      .slice(0, MOST_LISTED)
      .filter(
        (one: unknown): one is Fields =>
          typeof one === "object" && one !== null,
      );
  } catch {
    return undefined;
  }
}

function placeOf(span: OtlpSpan): {
  span: SpanRef | undefined;
  parentSpanId: string | undefined;
  links: SpanRef[];
} {
  const isWhole = ({ traceId, spanId }: SpanRef): boolean =>
    traceId !== "" && spanId !== "";
  return {
    span: isWhole(span)
      ? { traceId: span.traceId, spanId: span.spanId }
      : undefined,
    parentSpanId: span.parentSpanId,
    links: span.links
      .filter(isWhole)
      .map(({ traceId, spanId }) => ({ traceId, spanId })),
  };
}

function textOf(
  attributes: Attributes,
  keys: readonly string[],
): string | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    if (value !== undefined && value !== "") {
      return String(value).slice(0, LONGEST);
    }
  }
  return undefined;
}

function numberOf(
  attributes: Attributes,
  keys: readonly string[],
): number | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    if (value === undefined || value === "") continue;
    const number = Number(value);
    if (Number.isFinite(number)) return number;
  }
  return undefined;
}

function isVerdict(text: string | undefined): text is Verdict {
  return text !== undefined && verdicts.has(text);
}
