import type {
  CarriedToken,
  FlowEvent,
  PeekedMessage,
  SpanRef,
  SpokenWrite,
} from "../FlowEvent.ts";
import { severity } from "../Flow.ts";

type Fields = Readonly<Record<string, unknown>>;

const callTexts = [
  "operation",
  "container",
  "partitionKey",
  "itemId",
  "messageId",
  "required",
  "sent",
  "tokenSource",
  "served",
  "reason",
  "replica",
  "callSite",
  "requestId",
] as const;
const callNumbers = [
  "status",
  "subStatus",
  "charge",
  "durationMs",
  "lagLsn",
  "lagMs",
  "attempts",
] as const;
const messageKinds = ["send", "deliver", "settle", "peek", "taken"] as const;
const LONGEST = 1_000_000;
/** What a `Date` can say. */
const LATEST = 8.64e15;

/** What is wrong with an entry, as the end of a sentence that names its place. */
export type Problem = string;

/**
 * An event of a file that anybody may have made: its known fields, each of its type. What is left
 * out or of another type counts as not seen; without some of them it is no event.
 */
export function readEvent(value: unknown): FlowEvent | Problem {
  if (!isFields(value)) return `is ${shown(value)}, and no object`;
  const { kind, time } = value;
  const isCall = kind === "read" || kind === "write";
  const message = messageKinds.find((one) => one === kind);
  if (!isCall && message === undefined) {
    return `has the kind ${shown(kind)}: known are read, write, ${messageKinds.join(", ")}`;
  }
  if (typeof time !== "number" || !(Math.abs(time) <= LATEST)) {
    return `has the time ${shown(time)}: it is a number, in milliseconds since 1970`;
  }
  const source = textIn(value, "source");
  if (source === undefined) return needs(value, "source");
  const seen = {
    time,
    source,
    process: textIn(value, "process"),
    span: refIn(value["span"]),
    parentSpanId: textIn(value, "parentSpanId"),
    links: listIn(value, "links").map(refIn).filter(isThere),
  };
  if (isCall) {
    const operation = textIn(value, "operation");
    if (operation === undefined) return needs(value, "operation");
    const verdict = severity.find((one) => one === value["verdict"]);
    return {
      kind,
      ...seen,
      ...pick(value, callTexts, textIn),
      ...pick(value, callNumbers, numberIn),
      operation,
      verdict,
      dropped: value["dropped"] === true ? true : undefined,
    };
  }
  const entity = textIn(value, "entity");
  const messageId = textIn(value, "messageId");
  if (entity === undefined) return needs(value, "entity");
  if (messageId === undefined) return needs(value, "messageId");
  return {
    kind: message!,
    ...seen,
    entity,
    messageId,
    subscription: textIn(value, "subscription"),
    disposition: textIn(value, "disposition"),
    callSite: textIn(value, "callSite"),
    deliveryCount: numberIn(value, "deliveryCount"),
    sentBy: refIn(value["sentBy"]),
    carried: listIn(value, "carried").map(carriedIn).filter(isThere),
    writes: listIn(value, "writes").map(writeIn).filter(isThere),
    digest: textIn(value, "digest"),
    peeked: isFields(value["peeked"]) ? peekedIn(value["peeked"]) : undefined,
  };
}

function needs(value: Fields, name: string): Problem {
  return `has the ${name} ${shown(value[name])}: it is a text`;
}

/** As JSON writes it, cut. */
function shown(value: unknown): string {
  if (value === undefined) return "(none)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function peekedIn(value: Fields): PeekedMessage {
  const { body } = value;
  return {
    sequenceNumber: textIn(value, "sequenceNumber") ?? "0",
    isDeadLetter: value["isDeadLetter"] === true,
    isPartial: value["isPartial"] === true ? true : undefined,
    enqueuedTime: numberIn(value, "enqueuedTime"),
    state: textIn(value, "state"),
    deadLetterReason: textIn(value, "deadLetterReason"),
    deadLetterDescription: textIn(value, "deadLetterDescription"),
    system: textsIn(value["system"]),
    application: textsIn(value["application"]),
    body: isFields(body)
      ? {
          form:
            body["form"] === "json" || body["form"] === "bytes"
              ? body["form"]
              : "text",
          text: textIn(body, "text") ?? "",
          size: numberIn(body, "size") ?? 0,
          isCut: body["isCut"] === true,
        }
      : undefined,
  };
}

function carriedIn(value: unknown): CarriedToken | undefined {
  if (!isFields(value)) return undefined;
  const token = textIn(value, "token");
  const container = textIn(value, "container");
  if (token === undefined) return undefined;
  return container === undefined ? { token } : { token, container };
}

function writeIn(value: unknown): SpokenWrite | undefined {
  if (!isFields(value)) return undefined;
  const token = textIn(value, "token");
  const container = textIn(value, "container");
  if (token === undefined || container === undefined) return undefined;
  const partitionKey = textIn(value, "partitionKey");
  return { token, container, partitionKey, itemId: textIn(value, "itemId") };
}

function refIn(value: unknown): SpanRef | undefined {
  if (!isFields(value)) return undefined;
  const traceId = textIn(value, "traceId");
  const spanId = textIn(value, "spanId");
  return traceId === undefined || spanId === undefined
    ? undefined
    : { traceId, spanId };
}

function textsIn(value: unknown): Record<string, string> {
  if (!isFields(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}

function pick<Name extends string, Value>(
  fields: Fields,
  names: readonly Name[],
  read: (fields: Fields, name: string) => Value,
): Record<Name, Value> {
  return Object.fromEntries(
    names.map((name) => [name, read(fields, name)]),
  ) as Record<Name, Value>;
}

function textIn(fields: Fields, name: string): string | undefined {
  const text = fields[name];
  return typeof text === "string" ? text.slice(0, LONGEST) : undefined;
}

function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : undefined;
}

function listIn(fields: Fields, name: string): readonly unknown[] {
  const list = fields[name];
  return Array.isArray(list) ? list : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
