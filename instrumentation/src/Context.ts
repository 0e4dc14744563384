import { AsyncLocalStorage } from "node:async_hooks";
import type { Delivery } from "./flow/Delivery.ts";
import type { Write } from "./flow/Write.ts";
import type { SpanContext } from "./otlp/Span.ts";

/** The handler that runs. */
export interface HandlerContext {
  /** Several for a handler that takes a batch. */
  readonly deliveries: readonly Delivery[];
  readonly span: SpanContext;
  /** What the handler wrote so far. */
  readonly writes: Write[];
}

const contexts = new AsyncLocalStorage<HandlerContext>();
/** Storage that nobody ran in costs nothing; on Node 20 and 22 the first `run` turns hooks on. */
let isUsed = false;

/**
 * Always a fresh one for each message: the Service Bus SDK hands out messages in the context of
 * whoever opened the connection (@azure/service-bus 7.9.5, measured).
 */
export function runInHandler<T>(context: HandlerContext, work: () => T): T {
  isUsed = true;
  return contexts.run(context, work);
}

export function currentHandler(): HandlerContext | undefined {
  return isUsed ? contexts.getStore() : undefined;
}
