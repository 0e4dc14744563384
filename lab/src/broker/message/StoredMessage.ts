import type { Scheduled } from "../entities/Agenda.ts";
import type { Content } from "./Content.ts";
import type { Lock } from "../entities/Lock.ts";

export type MessageState =
  /** To be had by the next receiver. */
  | "active"
  /** A receiver has it. */
  | "locked"
  | "scheduled"
  | "deferred"
  /** A receiver has it after deferring it, or has asked for it by number. */
  | "deferredLocked"
  | "gone";

/** A message in a queue or subscription. */
export interface StoredMessage {
  content: Content;
  /** From 1, never given twice in an entity. */
  sequenceNumber: number;
  enqueuedSequenceNumber: number;
  enqueuedTime: number;
  /** When it is to be in the queue, of a scheduled one. */
  scheduledFor: number | undefined;
  /** `Infinity` when never. */
  expiresAt: number;
  expiry: Scheduled | undefined;
  /** How often it was delivered without being settled. */
  deliveryCount: number;
  state: MessageState;
  lock: Lock | undefined;
  /** Neighbours in the list of those to be had, by sequence number. */
  previous: StoredMessage | undefined;
  next: StoredMessage | undefined;
}
