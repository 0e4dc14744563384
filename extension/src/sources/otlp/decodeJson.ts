import type {
  Attributes,
  OtlpLink,
  OtlpSpan,
  OtlpSpanEvent,
  ResourceSpans,
  TraceRequest,
} from "./TraceRequest.ts";

type Value = string | number | boolean;
type Fields = Readonly<Record<string, unknown>>;

const DEEPEST = 8;

/**
 * Reads `ExportTraceServiceRequest` in its JSON form. 64-bit numbers come as texts or as numbers:
 * exporters in JavaScript write both (measured with @opentelemetry/otlp-transformer 0.301.1).
 *
 * @throws {SyntaxError} where the text is no JSON
 * @throws {RangeError} where it is no such request
 */
export function decodeJson(text: string): TraceRequest {
  const request: unknown = JSON.parse(text);
  if (!isFields(request)) {
    throw new RangeError("An export request is an object.");
  }
  return { resourceSpans: listIn(request, "resourceSpans").map(resourceOf) };
}

function resourceOf(value: Fields): ResourceSpans {
  const { resource } = value;
  return {
    attributes: attributesIn(isFields(resource) ? resource : {}),
    spans: listIn(value, "scopeSpans").flatMap((scope) =>
      listIn(scope, "spans").map(spanOf),
    ),
  };
}

function spanOf(value: Fields): OtlpSpan {
  return {
    traceId: idIn(value, "traceId"),
    spanId: idIn(value, "spanId"),
    parentSpanId: idIn(value, "parentSpanId") || undefined,
    name: typeof value["name"] === "string" ? value["name"] : "",
    kind: Number(value["kind"] ?? 0),
    start: milliseconds(value["startTimeUnixNano"]),
    end: milliseconds(value["endTimeUnixNano"]),
    attributes: attributesIn(value),
    events: listIn(value, "events").map(eventOf),
    links: listIn(value, "links").map(linkOf),
  };
}

function eventOf(value: Fields): OtlpSpanEvent {
  return {
    name: typeof value["name"] === "string" ? value["name"] : "",
    attributes: attributesIn(value),
  };
}

function linkOf(value: Fields): OtlpLink {
  return { traceId: idIn(value, "traceId"), spanId: idIn(value, "spanId") };
}

function attributesIn(fields: Fields): Attributes {
  const attributes = new Map<string, Value>();
  for (const { key, value } of listIn(fields, "attributes")) {
    if (typeof key !== "string") continue;
    const simple = valueOf(value, 0);
    if (simple !== undefined) attributes.set(key, simple);
  }
  return attributes;
}

function valueOf(value: unknown, depth: number): Value | undefined {
  if (!isFields(value)) return undefined;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue } = value;
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return boolValue;
  if (intValue !== undefined) return numberOf(intValue);
  if (doubleValue !== undefined) return numberOf(doubleValue);
  if (!isFields(arrayValue) || depth >= DEEPEST) return undefined;
  return listIn(arrayValue, "values")
    .map((one) => valueOf(one, depth + 1))
    .filter((one) => one !== undefined)
    .join();
}

function listIn(fields: Fields, name: string): readonly Fields[] {
  const list: unknown = fields[name] ?? [];
  if (!Array.isArray(list)) throw new RangeError(`"${name}" is no list.`);
  return list.filter(isFields);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** Hexadecimal digits; some exporters write capitals. */
function idIn(fields: Fields, name: string): string {
  const id = fields[name];
  return typeof id === "string" && /^[0-9a-f]{1,32}$/i.test(id)
    ? id.toLowerCase()
    : "";
}

function numberOf(value: unknown): number | undefined {
  const number =
    typeof value === "string" || typeof value === "number"
      ? Number(value)
      : NaN;
  return Number.isFinite(number) ? number : undefined;
}

function milliseconds(nanoseconds: unknown): number {
  if (typeof nanoseconds === "string" && /^\d{1,20}$/.test(nanoseconds)) {
    return Number(BigInt(nanoseconds) / 1000n) / 1000;
  }
  return typeof nanoseconds === "number" ? nanoseconds / 1e6 : 0;
}
