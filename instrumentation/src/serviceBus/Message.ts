import { readMessage, type MessageContent } from "../flow/readMessage.ts";

/**
 * What is read of a message: fields of the SDK's messages, and of `AmqpAnnotatedMessage`, which has
 * its id in `properties`. Both sides, sent and received.
 */
export interface Message {
  readonly body?: unknown;
  readonly messageId?: unknown;
  readonly sessionId?: unknown;
  readonly subject?: unknown;
  readonly applicationProperties?: Readonly<Record<string, unknown>>;
  readonly properties?: { readonly messageId?: unknown };
  readonly deliveryCount?: unknown;
  /** A `Long` of the AMQP library. */
  readonly sequenceNumber?: { toString(): string };
}

/** @returns as text; a Buffer, which AMQP allows too, is told of by nobody */
export function messageIdOf({
  messageId,
  properties,
}: Message): string | undefined {
  const id = messageId ?? properties?.messageId;
  return typeof id === "string" || typeof id === "number"
    ? String(id)
    : undefined;
}

export function contentOf(message: Message): MessageContent {
  return readMessage(
    message.applicationProperties,
    message.body,
    message.sessionId,
    message.messageId,
  );
}

/** `orders`, `topic/Subscriptions/sub/$DeadLetterQueue` -> where it was sent to. */
export function destinationOf(entity: string): string {
  return entity.replace(/\/(?:subscriptions\/.*|\$deadletterqueue)$/i, "");
}

export function subscriptionOf(entity: string): string | undefined {
  return /\/subscriptions\/([^/]+)/i.exec(entity)?.[1];
}
