import type { SpanRef } from "./FlowEvent.ts";

const BEGIN = "span ";

/** The name of a message whose id nobody said: the span of its sending stands for it. */
export function standIn({ spanId }: SpanRef): string {
  return `${BEGIN}${spanId}`;
}

export function isStandIn(messageId: string): boolean {
  return messageId.startsWith(BEGIN);
}
