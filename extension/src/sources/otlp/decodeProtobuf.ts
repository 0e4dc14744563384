import { readFields, type ProtoField } from "./ProtoReader.ts";
import type {
  OtlpLink,
  OtlpSpan,
  OtlpSpanEvent,
  ResourceSpans,
  TraceRequest,
} from "./TraceRequest.ts";

type Value = string | number | boolean;

/** Values in values may go deep; nobody needs them, and a stranger may want to fill the stack. */
const DEEPEST = 8;

const texts = new TextDecoder();

/**
 * Reads `ExportTraceServiceRequest` in its protobuf form. Field numbers are those of
 * opentelemetry-proto 1.x: trace_service.proto, trace.proto, common.proto, resource.proto.
 *
 * @throws {RangeError} where the bytes are no such message
 */
export function decodeProtobuf(bytes: Uint8Array): TraceRequest {
  const resourceSpans: ResourceSpans[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) resourceSpans.push(resourceSpansOf(asBytes(field)));
  }
  return { resourceSpans };
}

function resourceSpansOf(bytes: Uint8Array): ResourceSpans {
  const attributes = new Map<string, Value>();
  const spans: OtlpSpan[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) {
      for (const inner of readFields(asBytes(field))) {
        if (inner.number === 1) addAttribute(attributes, asBytes(inner));
      }
    } else if (field.number === 2) {
      for (const inner of readFields(asBytes(field))) {
        if (inner.number === 2) spans.push(spanOf(asBytes(inner)));
      }
    }
  }
  return { attributes, spans };
}

function spanOf(bytes: Uint8Array): OtlpSpan {
  const attributes = new Map<string, Value>();
  const events: OtlpSpanEvent[] = [];
  const links: OtlpLink[] = [];
  const span = {
    traceId: "",
    spanId: "",
    parentSpanId: undefined as string | undefined,
    name: "",
    kind: 0,
    start: 0,
    end: 0,
    attributes,
    events,
    links,
  };
  for (const field of readFields(bytes)) {
    switch (field.number) {
      case 1:
        span.traceId = hex(asBytes(field));
        break;
      case 2:
        span.spanId = hex(asBytes(field));
        break;
      case 4:
        span.parentSpanId = hex(asBytes(field)) || undefined;
        break;
      case 5:
        span.name = text(field);
        break;
      case 6:
        span.kind = Number(asNumber(field));
        break;
      case 7:
        span.start = milliseconds(asNumber(field));
        break;
      case 8:
        span.end = milliseconds(asNumber(field));
        break;
      case 9:
        addAttribute(attributes, asBytes(field));
        break;
      case 11:
        events.push(eventOf(asBytes(field)));
        break;
      case 13:
        links.push(linkOf(asBytes(field)));
        break;
    }
  }
  return span;
}

function eventOf(bytes: Uint8Array): OtlpSpanEvent {
  const attributes = new Map<string, Value>();
  let name = "";
  for (const field of readFields(bytes)) {
    if (field.number === 2) name = text(field);
    else if (field.number === 3) addAttribute(attributes, asBytes(field));
  }
  return { name, attributes };
}

function linkOf(bytes: Uint8Array): OtlpLink {
  let traceId = "";
  let spanId = "";
  for (const field of readFields(bytes)) {
    if (field.number === 1) traceId = hex(asBytes(field));
    else if (field.number === 2) spanId = hex(asBytes(field));
  }
  return { traceId, spanId };
}

function addAttribute(attributes: Map<string, Value>, bytes: Uint8Array): void {
  let key = "";
  let value: Value | undefined;
  for (const field of readFields(bytes)) {
    if (field.number === 1) key = text(field);
    else if (field.number === 2) value = valueOf(asBytes(field), 0);
  }
  if (value !== undefined) attributes.set(key, value);
}

function valueOf(bytes: Uint8Array, depth: number): Value | undefined {
  let value: Value | undefined;
  for (const field of readFields(bytes)) {
    switch (field.number) {
      case 1:
        value = text(field);
        break;
      case 2:
        value = asNumber(field) !== 0n;
        break;
      case 3:
        value = Number(BigInt.asIntN(64, asNumber(field)));
        break;
      case 4:
        value = doubleOf(asNumber(field));
        break;
      case 5:
        value = listOf(asBytes(field), depth);
        break;
    }
  }
  return value;
}

function listOf(bytes: Uint8Array, depth: number): string | undefined {
  if (depth >= DEEPEST) return undefined;
  const values: Value[] = [];
  for (const field of readFields(bytes)) {
    if (field.number !== 1) continue;
    const value = valueOf(asBytes(field), depth + 1);
    if (value !== undefined) values.push(value);
  }
  return values.join();
}

function asBytes({ number, value }: ProtoField): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new RangeError(`Field ${number} should hold bytes.`);
}

function asNumber({ number, value }: ProtoField): bigint {
  if (typeof value === "bigint") return value;
  throw new RangeError(`Field ${number} should hold a number.`);
}

function text(field: ProtoField): string {
  return texts.decode(asBytes(field));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1000n) / 1000;
}

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}
