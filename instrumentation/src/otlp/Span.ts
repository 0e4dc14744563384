/** A span as OTLP's JSON form takes it (opentelemetry-proto, trace.proto; JSON encoding of the OTLP page). */
export interface Span {
  /** 32 and 16 hexadecimal digits. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanContext[];
  readonly status: { readonly code: number };
}

export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
}

export interface SpanEvent {
  readonly name: string;
  readonly timeUnixNano: string;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly key: string;
  readonly value:
    | { readonly stringValue: string }
    /** 64-bit integers are texts in OTLP's JSON. */
    | { readonly intValue: string }
    | { readonly doubleValue: number }
    | { readonly boolValue: boolean }
    | {
        readonly arrayValue: { readonly values: readonly Attribute["value"][] };
      };
}

/** As in trace.proto; the JavaScript API counts one less. */
export const spanKind = { client: 3, producer: 4, consumer: 5 } as const;
export const statusCode = { unset: 0, error: 2 } as const;

type Plain = string | number | bigint | boolean | readonly string[] | undefined;

/**
 * Numbers become whole ones where they are, else doubles.
 *
 * @returns without those that have no value
 */
export function attributesOf(
  fields: Readonly<Record<string, Plain>>,
): Attribute[] {
  const attributes: Attribute[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) attributes.push({ key, value: valueOf(value) });
  }
  return attributes;
}

function valueOf(value: Exclude<Plain, undefined>): Attribute["value"] {
  switch (typeof value) {
    case "string":
      return { stringValue: value };
    case "boolean":
      return { boolValue: value };
    case "bigint":
      return { intValue: String(value) };
    case "number":
      return Number.isInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value };
    default:
      return {
        arrayValue: { values: value.map((one) => ({ stringValue: one })) },
      };
  }
}

/** @param ms since 1970 */
export function nanoseconds(ms: number): string {
  return `${Math.round(ms * 1000)}000`;
}
