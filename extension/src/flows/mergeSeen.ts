import type { CosmosEvent, MessageEvent, SpanRef } from "./FlowEvent.ts";

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
 * The same for calls: the one who judged (the lab sees its replicas) is right about the answer, the
 * program about itself.
 */
export function mergeCalls(
  first: CosmosEvent,
  later: CosmosEvent,
): CosmosEvent {
  const judges = first.verdict !== undefined && later.verdict === undefined;
  const merged = judges ? mergeSeen(later, first) : mergeSeen(first, later);
  return { ...merged, process: first.process ?? later.process };
}

function distinct(links: readonly SpanRef[]): SpanRef[] {
  const byId = new Map(links.map((link) => [link.spanId, link]));
  return [...byId.values()];
}
