/** A span in OTLP's JSON form (opentelemetry-proto, trace.proto). */
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
    | { readonly doubleValue: number };
}

/** As in trace.proto; the JavaScript API counts one less. */
export const spanKind = { client: 3, producer: 4, consumer: 5 } as const;
export const statusCode = { unset: 0, error: 2 } as const;

type Plain = string | number | undefined;

/** @returns without those that have no value */
export function attributesOf(
  fields: Readonly<Record<string, Plain>>,
): Attribute[] {
  const attributes: Attribute[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    attributes.push({ key, value: valueOf(value) });
  }
  return attributes;
}

function valueOf(value: string | number): Attribute["value"] {
  if (typeof value === "string") return { stringValue: value };
  return Number.isInteger(value)
    ? { intValue: String(value) }
    : { doubleValue: value };
}

/** @param ms since 1970 */
export function nanoseconds(ms: number): string {
  return `${Math.round(ms * 1000)}000`;
}
