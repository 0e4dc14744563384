import { currentHandler, type HandlerContext } from "../Context.ts";
import type { Delivery } from "../flow/Delivery.ts";
import type { Write } from "../flow/Write.ts";
import { messageSpan, type MessageOperation } from "../otlp/messageSpan.ts";
import type { Span, SpanContext } from "../otlp/Span.ts";
import { newSpanContext, parseTraceparent } from "../otlp/spanContext.ts";
import type { Watcher } from "../Watcher.ts";
import { digestOf } from "./digestOf.ts";
import { contentOf, messageIdOf, type Message } from "./Message.ts";

/** What the patched SDK tells of messages. */
export class MessageWatcher {
  readonly #watcher: Watcher;
  readonly #report: (span: Span) => void;
  readonly #sharedKey: string;

  constructor(
    watcher: Watcher,
    report: (span: Span) => void,
    sharedKey: string,
  ) {
    this.#watcher = watcher;
    this.#report = report;
    this.#sharedKey = sharedKey;
  }

  /** @returns what a handler of these messages runs in */
  handling(entity: string, messages: readonly Message[]): HandlerContext {
    const origin = originOf(messages[0]);
    const span = newSpanContext(origin);
    const deliveries = messages.map((message) =>
      this.#deliver(entity, message, span),
    );
    return { deliveries, span, writes: [] };
  }

  /** The handler of these messages has ended. */
  handled(
    { deliveries, span }: HandlerContext,
    messages: readonly Message[],
    startMs: number,
    isError: boolean,
  ): void {
    this.#watcher.catchUp();
    for (const [index, delivery] of deliveries.entries()) {
      delivery.isActive = false;
      const own = index === 0 ? span : newSpanContext(span);
      this.#tell("process", delivery, messages[index]!, own, startMs, isError);
    }
  }

  received(entity: string, message: Message, startMs: number): void {
    const span = newSpanContext(originOf(message));
    const delivery = this.#deliver(entity, message, span);
    this.#tell("receive", delivery, message, span, startMs, false);
  }

  settled(operation: MessageOperation, message: object): void {
    const delivery = this.#watcher.deliveries.of(message);
    if (delivery === undefined) return;
    delivery.isActive = false;
    const span = newSpanContext(delivery.span);
    this.#tell(operation, delivery, message, span, Date.now(), false);
  }

  /** @returns what is called when it is sent, or was not */
  sending(
    operation: MessageOperation,
    entity: string,
    messages: readonly Message[],
  ): (isError: boolean) => void {
    const startMs = Date.now();
    const handler = currentHandler();
    // As they are now: the program may go on changing its objects.
    const sent = messages.map((message) => {
      const content = contentOf(message);
      return {
        messageId: messageIdOf(message),
        digest: this.#digest(message),
        carried: content.carried,
        writes: this.#watcher.writes.spokenOf(content),
        span: newSpanContext(handler?.span),
      };
    });
    return (isError) => {
      for (const one of sent) {
        this.#report(
          messageSpan({
            ...one,
            operation,
            entity,
            parent: handler?.span,
            links: linksOf(one.writes),
            startMs,
            endMs: Date.now(),
            isError,
          }),
        );
      }
    };
  }

  #deliver(entity: string, message: Message, span: SpanContext): Delivery {
    const content = contentOf(message);
    const delivery: Delivery = {
      entity,
      messageId: messageIdOf(message),
      content,
      writes: this.#watcher.writes.spokenOf(content),
      span,
      isActive: true,
    };
    this.#watcher.deliveries.add(delivery, message);
    return delivery;
  }

  #tell(
    operation: MessageOperation,
    delivery: Delivery,
    message: Message,
    span: SpanContext,
    startMs: number,
    isError: boolean,
  ): void {
    const origin = originOf(message);
    const { deliveryCount, sequenceNumber } = message;
    this.#report(
      messageSpan({
        operation,
        entity: delivery.entity,
        messageId: delivery.messageId,
        digest:
          operation === "process" || operation === "receive"
            ? this.#digest(message)
            : undefined,
        carried: delivery.content.carried,
        writes: [],
        span,
        parent: span === delivery.span ? origin : delivery.span,
        links: origin === undefined ? [] : [origin],
        deliveryCount:
          typeof deliveryCount === "number" ? deliveryCount : undefined,
        sequenceNumber: sequenceNumber?.toString(),
        startMs,
        endMs: Date.now(),
        isError,
      }),
    );
  }

  #digest(message: Message): string | undefined {
    return digestOf(message.body, this.#sharedKey);
  }
}

/** Written by the tracing of the Azure SDKs, and by OpenTelemetry. */
function originOf(message: Message | undefined): SpanContext | undefined {
  const properties = message?.applicationProperties;
  return (
    parseTraceparent(properties?.["Diagnostic-Id"]) ??
    parseTraceparent(properties?.["traceparent"])
  );
}

function linksOf(writes: readonly Write[]): SpanContext[] {
  return writes.flatMap(({ span }) => (span === undefined ? [] : [span]));
}
