import type { Content } from "../message/Content.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Rule } from "../rules/Rule.ts";

// What the data folder holds: one JSON text a line, the later one counts.

export type JournalRecord =
  | {
      readonly kind: "message";
      readonly path: string;
      readonly message: MessageRecord;
    }
  | { readonly kind: "gone"; readonly path: string; readonly number: number }
  /** The highest number that was given there. */
  | { readonly kind: "last"; readonly path: string; readonly number: number }
  | { readonly kind: "entities"; readonly entities: EntityRecords };

export interface MessageRecord {
  readonly number: number;
  readonly enqueuedNumber: number;
  readonly enqueuedTime: number;
  readonly scheduledFor: number | undefined;
  /** Left out when never. */
  readonly expiresAt: number | undefined;
  readonly deliveryCount: number;
  readonly isDeferred: boolean;
  readonly content: ContentRecord;
}

type ContentRecord = Omit<Content, "tail" | "annotations"> & {
  /** base64 */
  readonly tail: string;
  readonly annotations: readonly string[];
};

export interface EntityRecords {
  readonly queues: readonly QueueRecord[];
  readonly topics: readonly {
    readonly name: string;
    readonly subscriptions: readonly (QueueRecord & {
      readonly rules: readonly Rule[];
    })[];
  }[];
}

export interface QueueRecord {
  readonly name: string;
  readonly lockDurationMs: number;
  readonly maxDeliveryCount: number;
  /** Left out when messages do not expire by themselves. */
  readonly defaultTtlMs: number | undefined;
  readonly deadLetterOnExpiration: boolean;
  readonly requiresSession: boolean;
  /** Session states by session id, base64. */
  readonly sessionStates: Readonly<Record<string, string>>;
}

export function recordMessage(message: StoredMessage): MessageRecord {
  return {
    number: message.sequenceNumber,
    enqueuedNumber: message.enqueuedSequenceNumber,
    enqueuedTime: message.enqueuedTime,
    scheduledFor: message.scheduledFor,
    expiresAt: message.expiresAt === Infinity ? undefined : message.expiresAt,
    deliveryCount: message.deliveryCount,
    isDeferred:
      message.state === "deferred" || message.state === "deferredLocked",
    content: recordContent(message.content),
  };
}

/** A message that waits in a topic, which keeps no others. */
export const recordScheduled = (
  number: number,
  content: Content,
): MessageRecord => ({
  number,
  enqueuedNumber: number,
  enqueuedTime: 0,
  scheduledFor: content.scheduledFor,
  expiresAt: undefined,
  deliveryCount: 0,
  isDeferred: false,
  content: recordContent(content),
});

const recordContent = (content: Content): ContentRecord => ({
  ...content,
  tail: content.tail.toString("base64"),
  annotations: content.annotations.map((part) => part.toString("base64")),
});

export const readContentRecord = (record: ContentRecord): Content => ({
  ...record,
  ttl: record.ttl,
  scheduledFor: record.scheduledFor,
  sessionId: record.sessionId,
  partitionKey: record.partitionKey,
  tail: Buffer.from(record.tail, "base64"),
  annotations: record.annotations.map((part) => Buffer.from(part, "base64")),
});
