import type { Flow, MessageHop } from "./Flow.ts";
import type { CosmosEvent, MessageEvent } from "./FlowEvent.ts";
import type { Joinable } from "./FlowStore.ts";
import { absorbNameless } from "./absorbNameless.ts";
import { findWrites } from "./findWrites.ts";
import { activityKey, digestKey, keyOf, numberKey, spanKey } from "./Joins.ts";
import { isStandIn } from "./standIn.ts";
import { mergeSeen } from "./mergeSeen.ts";
import { isFromTap } from "../sources/tap/tapName.ts";

/** Two observers of one send report it about the same time; a later one is another message. */
const SAME_MS = 30_000;

/** Puts what happened to a message into its flow, or begins one. */
export function addMessage(store: Joinable, event: MessageEvent): void {
  if (event.kind === "taken") {
    addTaken(store, event);
    return;
  }
  const found = findFlow(store, event);
  const flow = found ?? beginFlow(store, event);
  if (found !== undefined) {
    store.change(found, ({ message }) => fold(message!, event));
  }
  register(store, flow, event);
  const sent = absorbNameless(store, flow, event);
  if (sent !== undefined) register(store, flow, sent);
  adoptWaitingReads(store, flow, event);
  if (event.kind !== "settle") {
    joinWrites(store, flow, event);
    joinParent(store, flow, event);
  }
}

/** Found by its number: its id may belong to a newer message by now. */
function addTaken(store: Joinable, event: MessageEvent): void {
  const flow = store.joins.flowOfNumber.get(numberKey(event));
  const seen = flow?.message?.peeked?.peeked;
  // A message that became a dead letter has left the queue, and has another number now.
  if (
    !isThere(flow) ||
    seen?.sequenceNumber !== event.peeked?.sequenceNumber ||
    seen?.isDeadLetter !== event.peeked?.isDeadLetter
  ) {
    return;
  }
  store.change(flow, ({ message }) => fold(message!, event));
}

function beginFlow(store: Joinable, event: MessageEvent): Flow {
  const sibling = findSibling(store, event);
  return store.create(event.time, (flow) => {
    flow.message = {
      entity: event.entity,
      subscription: event.subscription,
      messageId: event.messageId,
      sent: sibling?.message?.sent,
      delivered: undefined,
      settled: undefined,
      peeked: undefined,
      deliveryCount: 0,
      taken: undefined,
    };
    if (sibling !== undefined) {
      flow.writes.push(...sibling.writes);
      flow.time = sibling.time;
    }
    fold(flow.message, event);
  });
}

function findFlow(store: Joinable, event: MessageEvent): Flow | undefined {
  const { joins } = store;
  const flow =
    joins.flowOfMessage.get(keyOf(event)) ??
    findUnclaimed(store, event) ??
    findBySpans(store, event) ??
    findByDigest(store, event);
  const message = flow?.message;
  if (message === undefined || flow?.isGone === true) return undefined;
  return isAnother(message, event) ? undefined : flow;
}

/** A message sent to a topic, of which no subscription's copy was seen yet. */
function findUnclaimed(
  { joins }: Joinable,
  event: MessageEvent,
): Flow | undefined {
  if (event.subscription === undefined) return undefined;
  const flow = joins.flowOfMessage.get(
    keyOf({ ...event, subscription: undefined }),
  );
  return flow?.message?.subscription === undefined ? flow : undefined;
}

/** Another subscription's copy of the same message. */
function findSibling(
  { joins }: Joinable,
  event: MessageEvent,
): Flow | undefined {
  if (event.subscription === undefined) return undefined;
  const flow = joins.flowOfMessage.get(
    keyOf({ ...event, subscription: undefined }),
  );
  return flow === undefined || flow.isGone || flow.message === undefined
    ? undefined
    : flow;
}

/** Spans of some SDKs name no message id; their links name the sender's span. */
function findBySpans(
  { joins }: Joinable,
  event: MessageEvent,
): Flow | undefined {
  if (event.kind === "send") return undefined;
  for (const link of [...(event.links ?? []), event.sentBy]) {
    const flow = link && joins.flowOfSpan.get(spanKey(link));
    const message = flow?.message;
    if (message?.sent?.span?.spanId !== link?.spanId) continue;
    if (message?.entity.toLowerCase() !== event.entity.toLowerCase()) continue;
    if (
      message.subscription !== undefined &&
      message.subscription !== event.subscription
    ) {
      continue;
    }
    return flow;
  }
  return undefined;
}

/** The broker gives ids to messages without one; their sender knows them by the body only. */
function findByDigest(
  { joins }: Joinable,
  event: MessageEvent,
): Flow | undefined {
  if (event.digest === undefined || event.kind === "send") return undefined;
  const flow = joins.flowOfMessage.get(digestKey(event, event.digest));
  return flow?.message?.delivered === undefined ? flow : undefined;
}

/** True for a new message that has the id of an old one. */
function isAnother(message: MessageHop, event: MessageEvent): boolean {
  const { sent, settled, peeked } = message;
  switch (event.kind) {
    case "send":
      return (
        sent !== undefined &&
        (sent.source === event.source ||
          Math.abs(sent.time - event.time) > SAME_MS)
      );
    case "deliver":
      return (
        settled?.disposition === "complete" &&
        settled.source === event.source &&
        settled.time < event.time
      );
    case "peek":
      // A dead letter gets a number of its own, and so does a tap's copy.
      return (
        peeked?.peeked !== undefined &&
        isFromTap(event) === isFromTap(peeked) &&
        event.peeked?.isDeadLetter === peeked.peeked.isDeadLetter &&
        event.peeked.sequenceNumber !== peeked.peeked.sequenceNumber
      );
    case "settle":
    case "taken":
      return false;
  }
}

function fold(message: MessageHop, event: MessageEvent): void {
  message.subscription ??= event.subscription;
  if (isStandIn(message.messageId)) message.messageId = event.messageId;
  switch (event.kind) {
    case "send":
      message.sent = mergeSeen(message.sent, event);
      break;
    case "deliver":
      message.delivered = mergeSeen(message.delivered, event);
      break;
    case "settle":
      message.settled = mergeSeen(message.settled, event);
      break;
    case "peek":
      // What waits in a queue or subscription counts: the number of a copy says nothing about it.
      if (
        isFromTap(event) &&
        message.peeked !== undefined &&
        !isFromTap(message.peeked)
      ) {
        message.peeked = mergeSeen(event, message.peeked);
        break;
      }
      message.peeked = mergeSeen(message.peeked, event);
      message.taken = undefined;
      break;
    case "taken":
      message.taken = event;
      break;
  }
  message.deliveryCount = Math.max(
    message.deliveryCount,
    event.deliveryCount ?? 0,
  );
}

function register(store: Joinable, flow: Flow, event: MessageEvent): void {
  const { joins } = store;
  joins.flowOfMessage.set(keyOf(event), flow);
  if (event.subscription !== undefined) {
    // For its send, or a tap's copy, that is told of later than what a subscription got.
    const ofTopic = keyOf({ ...event, subscription: undefined });
    if (!isThere(joins.flowOfMessage.get(ofTopic))) {
      joins.flowOfMessage.set(ofTopic, flow);
    }
  }
  joins.flowOfId.set(event.messageId, flow);
  if (event.peeked !== undefined)
    joins.flowOfNumber.set(numberKey(event), flow);
  if (event.span !== undefined) {
    joins.flowOfSpan.set(spanKey(event.span), flow);
    if (event.kind === "deliver") {
      joins.flowOfTrace.set(event.span.traceId, flow);
    }
  }
  if (event.kind === "send" && event.digest !== undefined) {
    joins.flowOfMessage.set(digestKey(event, event.digest), flow);
  }
  for (const { token } of [...(event.carried ?? []), ...(event.writes ?? [])]) {
    joins.flowOfToken.set(token, flow);
  }
}

function adoptWaitingReads(
  store: Joinable,
  flow: Flow,
  event: MessageEvent,
): void {
  const { joins } = store;
  const keys = [event.messageId];
  if (event.span !== undefined) keys.push(spanKey(event.span));
  for (const key of keys) {
    for (const waiting of joins.waitingReads.take(key) ?? []) {
      if (waiting.isGone) continue;
      store.remove(waiting);
      store.change(flow, ({ reads }) => reads.push(...waiting.reads));
      for (const { event: read } of waiting.reads) {
        if (read.span !== undefined) {
          joins.flowOfSpan.set(spanKey(read.span), flow);
        }
        const activity = activityKey(read);
        if (activity !== undefined) {
          joins.calls.set(activity, { flow, event: read });
        }
      }
    }
  }
}

function joinWrites(store: Joinable, flow: Flow, event: MessageEvent): void {
  const missing = findWrites(store.joins, event).filter(
    (write) => !flow.writes.includes(write),
  );
  if (missing.length === 0) return;
  store.change(flow, (changed) => {
    for (const write of missing) {
      changed.writes.push(write);
      changed.time = Math.min(changed.time, write.time);
      store.joins.joinedWrite(write, flow);
    }
  });
  for (const write of missing) joinParentOf(store, flow, write);
}

/** The write that this message speaks of was made by the handler of another one. */
function joinParentOf(store: Joinable, flow: Flow, write: CosmosEvent): void {
  const parent = store.joins.handlerOfWrite.get(write);
  if (parent !== undefined && !parent.isGone && parent !== flow) {
    store.adopt(flow, parent);
  }
}

/** The message was sent from the handler of another one. */
function joinParent(store: Joinable, flow: Flow, event: MessageEvent): void {
  if (event.kind !== "send" || flow.parent !== undefined) return;
  const { joins } = store;
  const { span, parentSpanId, links = [] } = event;
  const keys = links.map(spanKey);
  if (span !== undefined && parentSpanId !== undefined) {
    keys.push(spanKey({ traceId: span.traceId, spanId: parentSpanId }));
  }
  const parent =
    keys.map((key) => joins.flowOfSpan.get(key)).find(isThere) ??
    (span && joins.flowOfTrace.get(span.traceId));
  if (!isThere(parent) || parent === flow) return;
  const delivered = parent.message?.delivered;
  if (delivered === undefined || delivered.time > event.time) return;
  if (isOtherProcess(delivered.process, event.process)) return;
  store.adopt(flow, parent);
}

export function isOtherProcess(
  a: string | undefined,
  b: string | undefined,
): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function isThere(flow: Flow | undefined): flow is Flow {
  return flow?.isGone === false;
}
