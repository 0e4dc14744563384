/**
 * What a sender has said, in its own bytes. It is not changed by what happens to the message later, so
 * that the copies of a topic's subscriptions share one.
 */
export interface Content {
  readonly durable: boolean;
  readonly priority: number;
  /** Milliseconds */
  readonly ttl: number | undefined;
  /** Encoded keys and values in turn, without those that are the broker's own. */
  readonly annotations: readonly Buffer[];
  /** When it is to be put into the queue; milliseconds since 1970. */
  readonly scheduledFor: number | undefined;
  readonly messageId: string;
  readonly sessionId: string | undefined;
  readonly partitionKey: string | undefined;
  /** Properties, application properties, body and footer, one behind the other. */
  readonly tail: Buffer;
  /** Where the application properties begin in `tail`, and where the body does. */
  readonly applicationPropertiesAt: number;
  readonly bodyAt: number;
}
