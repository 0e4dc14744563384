import type { CosmosEvent, MessageEvent } from "./FlowEvent.ts";
import { spanKey, type Joins } from "./Joins.ts";
import { carriedNameOf, tryParse } from "./tokens.ts";
import { format } from "../sessionToken.ts";

/** Clocks of two machines; a write is answered before its message is sent. */
const SKEW_MS = 2000;
/** An id names an item for longer, but then the write is hardly the one that is meant. */
const BY_ID_MS = 60_000;
const MOST_STRINGS = 50;

/**
 * The writes that a message speaks of: by links and trace of its sending, else by the token that it
 * carries, else by an item id in its id, its properties or the top of its body.
 */
export function findWrites(joins: Joins, event: MessageEvent): CosmosEvent[] {
  const before = (write: CosmosEvent): boolean =>
    write.time <= event.time + SKEW_MS;
  const bySpan = byTrace(joins, event).filter(before);
  const found = new Set(byTokens(joins, event).filter(before));
  // Where the message carries a token of a container, that says which of its writes is meant.
  const carried = new Set([...found].map(({ container }) => container));
  for (const write of bySpan) {
    if (!carried.has(write.container)) found.add(write);
  }
  if (found.size > 0) return [...found];
  for (const id of idsIn(event)) {
    const write = joins.writeOfItem.get(id);
    if (
      write !== undefined &&
      before(write) &&
      event.time - write.time < BY_ID_MS
    ) {
      return [write];
    }
  }
  return [];
}

function byTrace(joins: Joins, event: MessageEvent): CosmosEvent[] {
  if (event.kind !== "send") return [];
  const linked = (event.links ?? [])
    .map((link) => joins.writeOfSpan.get(spanKey(link)))
    .filter((write) => write !== undefined);
  if (linked.length > 0 || event.span === undefined) return linked;
  // Of each container the last write before the send: DESIGN's "capture".
  const newest = new Map<string | undefined, CosmosEvent>();
  for (const write of joins.writesOfTrace.get(event.span.traceId) ?? []) {
    if (write.time > event.time) continue;
    if (
      write.process !== undefined &&
      event.process !== undefined &&
      write.process !== event.process
    ) {
      continue;
    }
    newest.set(write.container, write);
  }
  return [...newest.values()];
}

function byTokens(joins: Joins, event: MessageEvent): CosmosEvent[] {
  const found: CosmosEvent[] = [];
  const isCarried = (event.carried?.length ?? 0) > 0;
  // The sender names each write of the key that the message names; a token names one of them.
  for (const { container, token } of isCarried ? [] : (event.writes ?? [])) {
    const write = joins.writeOfToken.get(token);
    if (write?.container === container) found.push(write);
  }
  for (const { token, container } of event.carried ?? []) {
    for (const one of partsOf(token)) {
      const write = joins.writeOfToken.get(one);
      if (write === undefined) continue;
      if (
        container !== undefined &&
        write.container !== undefined &&
        carriedNameOf(write.container) !== container
      ) {
        continue;
      }
      found.push(write);
    }
  }
  return found;
}

/** Whole, and range by range: a merged token stands for several writes. */
function partsOf(token: string): string[] {
  const parts = tryParse(token)?.parts ?? [];
  return parts.length > 1
    ? [token, ...parts.map((part) => format({ parts: [part] }))]
    : [token];
}

function idsIn(event: MessageEvent): string[] {
  const ids = [event.messageId];
  const { peeked } = event;
  if (peeked === undefined) return ids;
  ids.push(...Object.values(peeked.application));
  if (peeked.body?.form === "json" && !peeked.body.isCut) {
    ids.push(...stringsAtTop(peeked.body.text));
  }
  return ids.slice(0, MOST_STRINGS);
}

function stringsAtTop(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value).filter((one) => typeof one === "string");
  } catch {
    return [];
  }
}
