import { isSessionToken } from "../sessionToken.ts";
import { itemKey, type KnownWrite, type KnownWrites } from "./KnownWrites.ts";
import type { MessageContent, ServiceBusEvent } from "./observation.ts";
import { stringsOf } from "./stringsOf.ts";
import { partsOf } from "./tokenParts.ts";

/** What a message speaks of, as far as the lab saw it written. */
export interface Spoken {
  /** One for each item. */
  readonly writes: readonly SpokenWrite[];
  /** The tokens in properties and body, as they stand there. */
  readonly carried: readonly string[];
  /** W3C, in the properties. */
  readonly traceparent: string | undefined;
}

export interface SpokenWrite extends KnownWrite {
  readonly foundBy: "token" | "itemId";
}

/** Written by the tracing of the Azure SDKs, and by OpenTelemetry. */
const TRACE_PROPERTIES = ["Diagnostic-Id", "traceparent"];

/**
 * Finds the writes that a message carries (by a session token that one of them was answered with) or
 * names (by a string equal to the item's id): for each item the newest that was acknowledged by now.
 *
 * Where the message carries the token of one write to an item, and the item was written again since
 * by somebody else (over another connection), the message speaks of the carried one.
 */
export function spokenOf(
  event: ServiceBusEvent,
  content: MessageContent,
  writes: KnownWrites,
): Spoken {
  const strings = stringsOf(content);
  if (event.messageId !== undefined) strings.add(event.messageId);
  if (event.sessionId !== undefined) strings.add(event.sessionId);

  const found = new Map<string, SpokenWrite>();
  const carried = [...strings].filter(isToken);
  for (const token of carried.flatMap(singleTokens)) {
    for (const write of writes.byToken(token)) {
      const newest = writes.newest(write);
      const meant = newest?.connection === write.connection ? newest : write;
      found.set(itemKey(write.container, write.item), {
        ...meant,
        foundBy: "token",
      });
    }
  }
  for (const id of strings) {
    for (const write of thoseMeant(writes.byId(id), strings)) {
      const key = itemKey(write.container, write.item);
      found.set(key, { ...(found.get(key) ?? write), foundBy: "itemId" });
    }
  }
  return {
    writes: [...found.values()],
    carried,
    traceparent: traceparentOf(content.applicationProperties),
  };
}

/** The look at the start spares nearly every string the parser, whose refusals are dear. */
function isToken(text: string): boolean {
  return /^\d+:-?\d/.test(text) && isSessionToken(text);
}

/** `0:-1#4,1:-1#9` joins two writes, each of which was answered with its own part. */
function singleTokens(token: string): string[] {
  return partsOf(token).length > 1 ? [token, ...token.split(",")] : [token];
}

/** Items of one id in several partitions: those whose partition key stands in the message, too. */
function thoseMeant(
  all: readonly KnownWrite[],
  strings: ReadonlySet<string>,
): readonly KnownWrite[] {
  if (all.length < 2) return all;
  const named = all.filter(({ item }) =>
    keyValues(item.partitionKey).every(
      (value) => typeof value !== "string" || strings.has(value),
    ),
  );
  return named.length > 0 ? named : all;
}

function keyValues(partitionKey: string): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(partitionKey);
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}

function traceparentOf(
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const name of TRACE_PROPERTIES) {
    const value = properties[name];
    if (parseTraceparent(value) !== undefined) return value as string;
  }
  return undefined;
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
export function parseTraceparent(
  value: unknown,
): { readonly traceId: string; readonly spanId: string } | undefined {
  if (typeof value !== "string") return undefined;
  const [, traceId, spanId] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(value) ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId };
}
