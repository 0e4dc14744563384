import { randomBytes } from "node:crypto";
import type { SpanContext } from "./Span.ts";

/** Of many ids at once: asking for eight bytes costs nearly as much as for thousands. */
let pool = "";
let at = 0;

function randomHex(digits: number): string {
  if (at + digits > pool.length) {
    pool = randomBytes(4096).toString("hex");
    at = 0;
  }
  at += digits;
  return pool.slice(at - digits, at);
}

/** @param parent whose trace it belongs to */
export function newSpanContext(parent?: SpanContext): SpanContext {
  return { traceId: parent?.traceId ?? randomHex(32), spanId: randomHex(16) };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
export function parseTraceparent(value: unknown): SpanContext | undefined {
  if (typeof value !== "string") return undefined;
  const [, traceId, spanId] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(value) ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId };
}
