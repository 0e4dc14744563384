/**
 * What a rule sees of a message: its properties as the AMQP decoder gives them, never the body.
 * A system property that the message lacks is left out, `undefined` or `null`: all the same to a rule.
 */
export interface MessageView extends SystemProperties {
  /** Strings, booleans, numbers, bigints, dates, bytes; what else there is equals nothing. */
  readonly applicationProperties?:
    Readonly<Record<string, unknown>> | null | undefined;
}

/** Names as in `ServiceBusMessage` of @azure/service-bus. */
export interface SystemProperties {
  readonly messageId?: unknown;
  readonly correlationId?: unknown;
  readonly contentType?: unknown;
  readonly subject?: unknown;
  readonly to?: unknown;
  readonly replyTo?: unknown;
  readonly sessionId?: unknown;
  readonly replyToSessionId?: unknown;
  readonly partitionKey?: unknown;
  readonly scheduledEnqueueTimeUtc?: unknown;
  readonly enqueuedTimeUtc?: unknown;
  readonly sequenceNumber?: unknown;
}
