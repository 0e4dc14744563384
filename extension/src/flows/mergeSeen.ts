import { openVerdicts } from "./Flow.ts";
import type { CosmosEvent, MessageEvent, SpanRef } from "./FlowEvent.ts";

/** The source of what our lab reports of itself. */
export const LAB = "lab";

/** Two observers of one thing: what the later one knows counts, what only the first knows stays. */
export function mergeSeen<Event extends CosmosEvent | MessageEvent>(
  first: Event | undefined,
  later: Event,
): Event {
  if (first === undefined) return later;
  const merged = { ...first };
  for (const [name, value] of Object.entries(later) as [string, unknown][]) {
    if (value !== undefined) Object.assign(merged, { [name]: value });
  }
  const links = [...(first.links ?? []), ...(later.links ?? [])];
  return { ...merged, links: distinct(links) };
}

/**
 * The same for calls: the lab, which sees its replicas, is right about the answer, the program about
 * itself. Of two others the one who judged counts.
 */
export function mergeCalls(
  first: CosmosEvent,
  later: CosmosEvent,
): CosmosEvent {
  const firstCounts =
    first.source === LAB ||
    (later.source !== LAB &&
      first.verdict !== undefined &&
      later.verdict === undefined);
  const [about, told] = firstCounts ? [later, first] : [first, later];
  const merged = mergeSeen(about, told);
  const own = told.source === LAB ? about : told;
  return {
    ...merged,
    ...(isOpen(told) && !isOpen(about) && judgementOf(about)),
    process: first.process ?? later.process,
    span: own.span ?? merged.span,
    parentSpanId: own.parentSpanId ?? merged.parentSpanId,
    messageId: own.messageId ?? merged.messageId,
    callSite: own.callSite ?? merged.callSite,
  };
}

function isOpen({ verdict }: CosmosEvent): boolean {
  return verdict === undefined || openVerdicts.has(verdict);
}

function judgementOf(event: CosmosEvent): Partial<CosmosEvent> {
  const { verdict, reason, required, lagLsn } = event;
  return { verdict, reason, required, lagLsn };
}

function distinct(links: readonly SpanRef[]): SpanRef[] {
  const byId = new Map(links.map((link) => [link.spanId, link]));
  return [...byId.values()];
}
