import type { Flow, JudgedRead } from "./Flow.ts";
import type { CosmosEvent } from "./FlowEvent.ts";
import type { Joinable } from "./FlowStore.ts";
import { activityKey, itemKey, spanKey } from "./Joins.ts";
import { isOtherProcess } from "./joinMessages.ts";
import { LAB, mergeCalls } from "./mergeSeen.ts";

/** A handler is done with its message in this time, or the join by token or id is a guess. */
const HANDLED_MS = 60_000;
const SKEW_MS = 2000;
/** Program and lab look at one clock; between them lies a loopback. */
const SAME_CALL_MS = 250;
const SAME_ACTIVITY_MS = 60_000;

/** Puts a read into the flow of its message, or into one of its own until the message is seen. */
export function addRead(store: Joinable, event: CosmosEvent): void {
  const twin = takeTwin(store, event);
  const read = twin === undefined ? event : mergeCalls(twin, event);
  placeRead(store, read, twin !== undefined);
}

function placeRead(
  store: Joinable,
  event: CosmosEvent,
  isMerged: boolean,
): void {
  const { joins } = store;
  const found = findHandled(store, event) ?? findByContent(store, event);
  const flow =
    found ??
    store.create(event.time, ({ reads }) => reads.push(unjudged(event)));
  if (found !== undefined) {
    store.change(found, ({ reads }) => reads.push(unjudged(event)));
  } else {
    wait(store, flow, event);
  }
  if (event.span !== undefined) joins.flowOfSpan.set(spanKey(event.span), flow);
  rememberCall(store, event, flow, isMerged);
}

/** Remembers a write for the message that will speak of it, or has. */
export function addWrite(store: Joinable, event: CosmosEvent): void {
  const { joins } = store;
  const twin = findTwin(store, event);
  const write = twin === undefined ? event : mergeCalls(twin.event, event);
  if (twin !== undefined && replaceWrite(store, twin.event, write)) return;
  const handledIn = findHandled(store, write);
  if (handledIn !== undefined) {
    joins.handlerOfWrite.set(write, handledIn);
    store.change(handledIn, ({ handlerWrites }) => handlerWrites.push(write));
  }
  joins.rememberWrite(write, twin === undefined);
  const spokenOf = findSpeaking(store, write);
  if (spokenOf !== undefined && spokenOf !== handledIn) {
    joins.joinedWrite(write, spokenOf);
    store.change(spokenOf, (flow) => {
      flow.writes.push(write);
      flow.time = Math.min(flow.time, write.time);
    });
  }
  rememberCall(store, write, spokenOf ?? handledIn, twin !== undefined);
}

/** The message carries the token of this write, or names its item, and came in earlier. */
function findSpeaking(store: Joinable, write: CosmosEvent): Flow | undefined {
  const { flowOfToken, flowOfId } = store.joins;
  for (const flow of [
    write.served === undefined ? undefined : flowOfToken.get(write.served),
    write.itemId === undefined ? undefined : flowOfId.get(write.itemId),
  ]) {
    if (flow === undefined || flow.isGone) continue;
    const sent = flow.message?.sent?.time ?? flow.message?.delivered?.time;
    if (sent === undefined || write.time > sent + SKEW_MS) continue;
    if (flow.writes.some((one) => one.container === write.container)) continue;
    return flow;
  }
  return undefined;
}

/** By what the observer says: link, parent, message id, trace. */
function findHandled(store: Joinable, event: CosmosEvent): Flow | undefined {
  const { joins } = store;
  const { span, parentSpanId, links = [], messageId } = event;
  const keys = links.map(spanKey);
  if (span !== undefined && parentSpanId !== undefined) {
    keys.push(spanKey({ traceId: span.traceId, spanId: parentSpanId }));
  }
  for (const key of keys) {
    const flow = joins.flowOfSpan.get(key);
    if (hasMessage(flow) && isHandler(flow, event)) return flow;
  }
  if (messageId !== undefined) {
    const flow = joins.flowOfId.get(messageId);
    if (hasMessage(flow)) return flow;
  }
  const inTrace = span && joins.flowOfTrace.get(span.traceId);
  return hasMessage(inTrace) && isHandler(inTrace, event) ? inTrace : undefined;
}

/** By what the read itself shows: the token that it sends, the item that it asks for. */
function findByContent(store: Joinable, event: CosmosEvent): Flow | undefined {
  const { flowOfToken, flowOfId, flowOfItem } = store.joins;
  // Who names a message that was not seen yet means that one.
  if (event.messageId !== undefined || (event.links?.length ?? 0) > 0) {
    return undefined;
  }
  for (const flow of [
    event.sent === undefined ? undefined : flowOfToken.get(event.sent),
    event.itemId === undefined ? undefined : flowOfItem.get(itemKey(event)),
    event.itemId === undefined ? undefined : flowOfId.get(event.itemId),
  ]) {
    if (!hasMessage(flow)) continue;
    const { delivered, sent, peeked } = flow.message;
    const known = delivered ?? sent ?? peeked;
    if (known === undefined) continue;
    if (event.time < known.time - SKEW_MS) continue;
    if (event.time > known.time + HANDLED_MS) continue;
    // Its own sender may read it, too.
    if (delivered === undefined && sent?.process === event.process) continue;
    if (isOtherProcess(delivered?.process, event.process)) continue;
    return flow;
  }
  return undefined;
}

function isHandler(
  flow: Flow & { message: NonNullable<Flow["message"]> },
  event: CosmosEvent,
): boolean {
  const { delivered } = flow.message;
  if (delivered === undefined) return false;
  return (
    !isOtherProcess(delivered.process, event.process) &&
    delivered.time <= event.time + 1
  );
}

function hasMessage(
  flow: Flow | undefined,
): flow is Flow & { message: NonNullable<Flow["message"]> } {
  return flow?.message !== undefined && !flow.isGone;
}

function wait({ joins }: Joinable, flow: Flow, event: CosmosEvent): void {
  if (event.messageId !== undefined) {
    joins.wait(event.messageId, flow);
  }
  for (const link of event.links ?? []) {
    joins.wait(spanKey(link), flow);
  }
  if (event.span !== undefined && event.parentSpanId !== undefined) {
    const { traceId } = event.span;
    joins.wait(spanKey({ traceId, spanId: event.parentSpanId }), flow);
  }
}

/**
 * The same read as another observer saw it, taken out of its flow.
 *
 * Service and program name the same activity; only a repeat by the same observer is another read.
 */
function takeTwin(
  store: Joinable,
  event: CosmosEvent,
): CosmosEvent | undefined {
  const twin = findTwin(store, event);
  if (twin === undefined) return undefined;
  const { flow } = twin;
  if (flow === undefined || flow.isGone) return twin.event;
  if (flow.message === undefined) store.remove(flow);
  else {
    store.change(flow, ({ reads }) => {
      const at = reads.findIndex((read) => read.event === twin.event);
      if (at >= 0) reads.splice(at, 1);
    });
  }
  return twin.event;
}

function findTwin(
  { joins }: Joinable,
  event: CosmosEvent,
): { readonly flow?: Flow; readonly event: CosmosEvent } | undefined {
  const { requestId } = event;
  const activity = activityKey(event);
  const byId = activity === undefined ? undefined : joins.calls.get(activity);
  if (byId !== undefined && isSameCall(byId.event, event)) return byId;
  const key = contentKey(event);
  const byContent = joins.calls.get(key);
  if (byContent === undefined) return undefined;
  const other = byContent.event;
  // Who names an activity would have been found by it.
  if (requestId !== undefined && other.requestId !== undefined) {
    return undefined;
  }
  // One of the two is a lab of before, which names none, the other a program that it served.
  if ((other.source === LAB) === (event.source === LAB)) return undefined;
  if (Math.abs(other.time - event.time) > SAME_CALL_MS) return undefined;
  joins.calls.delete(key, byContent);
  return byContent;
}

/** Each lab counts its activities from one: another one's call may bear the same number. */
function isSameCall(one: CosmosEvent, other: CosmosEvent): boolean {
  return (
    one.source !== other.source &&
    one.kind === other.kind &&
    one.container === other.container &&
    Math.abs(one.time - other.time) < SAME_ACTIVITY_MS
  );
}

function rememberCall(
  { joins }: Joinable,
  event: CosmosEvent,
  flow: Flow | undefined,
  isMerged: boolean,
): void {
  const call = flow ? { flow, event } : { event };
  const activity = activityKey(event);
  if (activity !== undefined) joins.calls.set(activity, call);
  // Two observers are all that there are: a third with the same content made another call.
  if (!isMerged) joins.calls.set(contentKey(event), call);
}

function contentKey(event: CosmosEvent): string {
  const { kind, operation, container, itemId, served, status } = event;
  return [kind, operation, container, itemId, served, status].join("\0");
}

/** @returns whether the write stood in a flow */
function replaceWrite(
  store: Joinable,
  old: CosmosEvent,
  merged: CosmosEvent,
): boolean {
  const { joins } = store;
  const speaker = joins.speakerOfWrite.get(old);
  const handler = joins.handlerOfWrite.get(old);
  const flows = new Set([speaker, handler].filter(isThere));
  if (flows.size === 0) return false;
  if (speaker !== undefined) joins.speakerOfWrite.set(merged, speaker);
  if (handler !== undefined) joins.handlerOfWrite.set(merged, handler);
  for (const flow of flows) {
    store.change(flow, ({ writes, handlerWrites }) => {
      for (const list of [writes, handlerWrites]) {
        const at = list.indexOf(old);
        if (at >= 0) list[at] = merged;
      }
    });
  }
  joins.rememberWrite(merged, false);
  rememberCall(store, merged, speaker ?? handler, true);
  return true;
}

function isThere(flow: Flow | undefined): flow is Flow {
  return flow?.isGone === false;
}

/** `FlowStore` judges all reads of a flow whenever it changes. */
function unjudged(event: CosmosEvent): JudgedRead {
  return {
    event,
    verdict: "unknown",
    reason: "",
    required: undefined,
    lagLsn: undefined,
  };
}
