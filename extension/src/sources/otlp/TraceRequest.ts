/**
 * An export request as OTLP's JSON form has it (opentelemetry-proto, trace_service.proto and
 * trace.proto), as far as it is used here. Everything may be missing: it comes from strangers.
 */
export interface TraceRequest {
  readonly resourceSpans: readonly ResourceSpans[];
}

export interface ResourceSpans {
  readonly attributes: Attributes;
  readonly spans: readonly OtlpSpan[];
}

export interface OtlpSpan {
  /** 32 and 16 hexadecimal digits, in lower case. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: number;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  readonly events: readonly OtlpSpanEvent[];
  readonly links: readonly OtlpLink[];
}

export interface OtlpSpanEvent {
  readonly name: string;
  readonly attributes: Attributes;
}

export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
}

/** Simple values only; lists as the texts of what they hold, joined by commas. */
export type Attributes = ReadonlyMap<string, string | number | boolean>;
