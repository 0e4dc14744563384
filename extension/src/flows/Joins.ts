import type { Flow } from "./Flow.ts";
import type { CosmosEvent, MessageEvent, SpanRef } from "./FlowEvent.ts";
import { Recent } from "./Recent.ts";

/** How many of each kind are remembered for a partner that is still to come. */
const KEPT = 20_000;

/** By what events find each other. Each index is bounded; flows that fall out leave it. */
export class Joins {
  /** The newest flow of a message, by `messageKey`. */
  readonly flowOfMessage = new Recent<Flow>(300_000);
  /** Flows of peeked messages, by `numberKey`. */
  readonly flowOfNumber = new Recent<Flow>(100_000);
  /** Flows by the spans of their sends, deliveries and calls. */
  readonly flowOfSpan = new Recent<Flow>(600_000);
  /** The newest message handled in a trace. */
  readonly flowOfTrace = new Recent<Flow>(100_000);
  /** Flows in which a token travels. */
  readonly flowOfToken = new Recent<Flow>(100_000);
  /** The newest delivery of a message id, whatever the entity. */
  readonly flowOfId = new Recent<Flow>(300_000);
  /** The newest flow whose message speaks of an item, by `itemKey`. */
  readonly flowOfItem = new Recent<Flow>(300_000);
  /** Calls by `x-ms-activity-id`, to know those that two observers saw. */
  readonly calls = new Recent<{ flow?: Flow; event: CosmosEvent }>(KEPT);

  /** Reads that no message is known for, in flows of their own: by message id or span. */
  readonly waitingReads = new Recent<Set<Flow>>(KEPT);
  /** Writes that handlers made, with the flow of the handler's message. */
  readonly handlerOfWrite = new WeakMap<CosmosEvent, Flow>();
  /** Writes of which a message speaks. */
  readonly speakerOfWrite = new WeakMap<CosmosEvent, Flow>();
  readonly writeOfSpan = new Recent<CosmosEvent>(KEPT);
  readonly writeOfToken = new Recent<CosmosEvent>(KEPT);
  readonly writeOfItem = new Recent<CosmosEvent>(KEPT);
  readonly writesOfTrace = new Recent<CosmosEvent[]>(KEPT);
  #written = 0;
  #joined = 0;

  get looseWrites(): number {
    return Math.max(0, this.#written - this.#joined);
  }

  wait(key: string, flow: Flow): void {
    const waiting = this.waitingReads.get(key);
    if (waiting === undefined) this.waitingReads.set(key, new Set([flow]));
    else waiting.add(flow);
  }

  rememberWrite(write: CosmosEvent, isNew = true): void {
    if (isNew) this.#written++;
    if (write.span !== undefined) {
      this.writeOfSpan.set(spanKey(write.span), write);
      const inTrace = this.writesOfTrace.get(write.span.traceId) ?? [];
      inTrace.push(write);
      if (inTrace.length > 50) inTrace.shift();
      this.writesOfTrace.set(write.span.traceId, inTrace);
    }
    if (write.served !== undefined) this.writeOfToken.set(write.served, write);
    if (write.itemId !== undefined) this.writeOfItem.set(write.itemId, write);
  }

  /** The flow's message speaks of this write. */
  joinedWrite(write: CosmosEvent, flow: Flow): void {
    this.#joined++;
    this.movedWrite(write, flow);
  }

  /** Another flow speaks of it from now on. */
  movedWrite(write: CosmosEvent, flow: Flow): void {
    this.speakerOfWrite.set(write, flow);
    if (write.itemId !== undefined) this.flowOfItem.set(itemKey(write), flow);
  }

  forget(flow: Flow): void {
    const { message } = flow;
    if (message !== undefined) {
      this.flowOfMessage.delete(keyOf(message), flow);
      this.flowOfId.delete(message.messageId, flow);
      if (message.peeked !== undefined) {
        this.flowOfNumber.delete(numberKey(message.peeked), flow);
      }
      for (const seen of [message.sent, message.delivered, message.peeked]) {
        if (seen === undefined) continue;
        this.#forgetSpan(seen.span, flow);
        for (const { token } of [
          ...(seen.carried ?? []),
          ...(seen.writes ?? []),
        ]) {
          this.flowOfToken.delete(token, flow);
        }
      }
    }
    for (const write of flow.writes) {
      this.flowOfItem.delete(itemKey(write), flow);
    }
    for (const { event } of flow.reads) {
      this.#forgetSpan(event.span, flow);
      if (event.messageId !== undefined) {
        this.waitingReads.get(event.messageId)?.delete(flow);
      }
      for (const link of event.links ?? []) {
        this.waitingReads.get(spanKey(link))?.delete(flow);
      }
    }
  }

  clear(): void {
    for (const index of [
      this.flowOfMessage,
      this.flowOfNumber,
      this.flowOfSpan,
      this.flowOfTrace,
      this.flowOfToken,
      this.flowOfId,
      this.flowOfItem,
      this.calls,
      this.waitingReads,
      this.writeOfSpan,
      this.writeOfToken,
      this.writeOfItem,
      this.writesOfTrace,
    ]) {
      index.clear();
    }
    this.#written = 0;
    this.#joined = 0;
  }

  #forgetSpan(span: SpanRef | undefined, flow: Flow): void {
    if (span === undefined) return;
    this.flowOfSpan.delete(spanKey(span), flow);
    this.flowOfTrace.delete(span.traceId, flow);
  }
}

/** 64 random bits are enough; a key of both ids would take another 64 bytes for each span. */
export function spanKey({ spanId }: SpanRef): string {
  return spanId;
}

/** Of a message whose id its sender does not know. */
export function digestKey(event: MessageEvent, digest: string): string {
  return keyOf({ ...event, subscription: undefined, messageId: digest });
}

/** A batch that reads and writes is two events of one activity. */
export function activityKey({
  kind,
  requestId,
}: CosmosEvent): string | undefined {
  return requestId === undefined ? undefined : `${kind} ${requestId}`;
}

export function itemKey({ container, itemId }: CosmosEvent): string {
  return `${container ?? ""}\0${itemId ?? ""}`;
}

/** Numbers count within an entity, its dead letters apart, of the namespace that the source names. */
export function numberKey({
  source,
  entity,
  subscription = "",
  peeked,
}: MessageEvent): string {
  const place = `${source}\0${entity}/${subscription}`.toLowerCase();
  const part = peeked?.isDeadLetter === true ? "dead" : "";
  return `${place}\0${part}${peeked?.sequenceNumber ?? ""}`;
}

/** Names of entities are compared without case, as the service does. */
export function keyOf({
  entity,
  subscription,
  messageId,
}: Pick<MessageEvent, "entity" | "subscription" | "messageId">): string {
  const place =
    subscription === undefined ? entity : `${entity}/${subscription}`;
  return `${place.toLowerCase()}\0${messageId}`;
}
