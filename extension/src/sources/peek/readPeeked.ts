import type {
  CarriedToken,
  MessageEvent,
  PeekedBody,
  SpanRef,
} from "../../flows/FlowEvent.ts";
import { isSessionToken } from "../../sessionToken.ts";

/** As much of `ServiceBusReceivedMessage` as is looked at. */
export interface PeekableMessage {
  readonly body: unknown;
  readonly messageId?: unknown;
  readonly sequenceNumber?: { toString(): string } | undefined;
  readonly deliveryCount?: number | undefined;
  readonly enqueuedTimeUtc?: Date | undefined;
  readonly state?: string | undefined;
  readonly deadLetterReason?: string | undefined;
  readonly deadLetterErrorDescription?: string | undefined;
  readonly applicationProperties?:
    Readonly<Record<string, unknown>> | undefined;
  readonly [property: string]: unknown;
}

export interface PeekedEntity {
  readonly entity: string;
  readonly subscription?: string | undefined;
  readonly isDeadLetter: boolean;
  readonly requiresSession?: boolean | undefined;
}

const LONGEST_BODY = 64 * 1024;
const LONGEST_VALUE = 2048;
/** Enough for a person; a message may have ten thousand. */
const MOST_PROPERTIES = 500;
const PLAIN = "cosmosSessionToken";
const system = [
  "subject",
  "contentType",
  "correlationId",
  "sessionId",
  "partitionKey",
  "replyTo",
  "to",
  "timeToLive",
  "expiresAtUtc",
  "deadLetterSource",
] as const;

/** What a peek saw of a message, cut to what a panel can bear. Never throws, whatever is in it. */
export function readPeeked(
  message: PeekableMessage,
  place: PeekedEntity,
  source: string,
  now: number,
): MessageEvent {
  const properties = Object.entries(message.applicationProperties ?? {});
  const sequenceNumber = message.sequenceNumber?.toString() ?? "0";
  return {
    kind: "peek",
    time: message.enqueuedTimeUtc?.getTime() ?? now,
    source,
    entity: place.entity,
    subscription: place.subscription,
    messageId: idOf(message.messageId) ?? `number ${sequenceNumber}`,
    carried: carriedIn(properties, message.body),
    deliveryCount: message.deliveryCount,
    sentBy: sentByOf(message.applicationProperties),
    peeked: {
      sequenceNumber,
      enqueuedTime: message.enqueuedTimeUtc?.getTime(),
      state: message.state,
      isDeadLetter: place.isDeadLetter,
      isPartial: place.requiresSession === true ? true : undefined,
      deadLetterReason: cut(message.deadLetterReason),
      deadLetterDescription: cut(message.deadLetterErrorDescription),
      system: Object.fromEntries(
        system
          .map((name) => [name, cut(message[name])] as const)
          .filter(
            (entry): entry is [(typeof system)[number], string] =>
              entry[1] !== undefined,
          ),
      ),
      application: Object.fromEntries(
        properties
          .slice(0, MOST_PROPERTIES)
          .map(([name, value]) => [cut(name) ?? "", cut(value) ?? ""]),
      ),
      body: bodyOf(message.body),
    },
  };
}

function carriedIn(
  properties: readonly (readonly [string, unknown])[],
  body: unknown,
): CarriedToken[] {
  const inBody =
    typeof body === "object" && body !== null && !Buffer.isBuffer(body)
      ? Object.entries(body)
      : [];
  for (const entries of [properties, inBody]) {
    const carried: CarriedToken[] = [];
    for (const [name, value] of entries) {
      if (!name.startsWith(PLAIN)) continue;
      const rest = name.slice(PLAIN.length);
      if (typeof value !== "string" || !isSessionToken(value)) continue;
      if (rest === "") carried.push({ token: value });
      else if (rest.startsWith("_")) {
        carried.push({ token: value, container: rest.slice(1) });
      }
    }
    if (carried.length > 0) return carried;
  }
  return [];
}

/** The Azure SDK writes `Diagnostic-Id`, other tracers `traceparent`; both in W3C's form. */
function sentByOf(
  properties: Readonly<Record<string, unknown>> = {},
): SpanRef | undefined {
  const value = properties["Diagnostic-Id"] ?? properties["traceparent"];
  const [, traceId, spanId] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(String(value)) ?? [];
  return traceId === undefined || spanId === undefined
    ? undefined
    : { traceId, spanId };
}

function bodyOf(body: unknown): PeekedBody | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) {
    const bytes = Buffer.from(body.subarray(0, LONGEST_BODY / 2));
    return {
      form: "bytes",
      text: bytes.toString("hex"),
      size: body.length,
      isCut: body.length > bytes.length,
    };
  }
  const isText = typeof body === "string";
  let text: string;
  try {
    text = isText ? body : JSON.stringify(body);
  } catch {
    // Nested deeper than the stack.
    return { form: "text", text: "(too deep to show)", size: 0, isCut: true };
  }
  return {
    form: isText ? "text" : "json",
    text: text.slice(0, LONGEST_BODY),
    size: Buffer.byteLength(text),
    isCut: text.length > LONGEST_BODY,
  };
}

function idOf(id: unknown): string | undefined {
  if (typeof id === "string" && id !== "") return id.slice(0, 256);
  if (typeof id === "number") return String(id);
  return id instanceof Uint8Array
    ? Buffer.from(id).toString("hex").slice(0, 256)
    : undefined;
}

function cut(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return value.slice(0, LONGEST_VALUE);
  try {
    return JSON.stringify(value).slice(0, LONGEST_VALUE);
  } catch {
    return "(not to be shown)";
  }
}
