import type { Content } from "../message/Content.ts";
import type { MessageState, StoredMessage } from "../message/StoredMessage.ts";
import {
  readContentRecord,
  recordMessage,
  type MessageRecord,
} from "../store/records.ts";
import { messageNotFound } from "./BrokerError.ts";
import type { EntityContext } from "./EntityContext.ts";

interface Arrival {
  readonly content: Content;
  readonly enqueuedTime: number;
  /** `Infinity` when never. */
  readonly expiresAt: number;
  readonly enqueuedSequenceNumber?: number;
  readonly deliveryCount?: number;
  /** Left out when it is to be had at once. */
  readonly scheduledFor?: number | undefined;
}

/** The messages of a queue in whatever state, by their numbers; kept in the journal, if there is one. */
export class Messages {
  readonly #path: string;
  readonly #context: EntityContext;
  /** The lowest number first: numbers only grow, and a map keeps its order. */
  readonly #byNumber = new Map<number, StoredMessage>();
  #lastNumber = 0;

  constructor(path: string, context: EntityContext) {
    this.#path = path;
    this.#context = context;
  }

  get byNumber(): ReadonlyMap<number, StoredMessage> {
    return this.#byNumber;
  }

  /** Stores a message under the next number. */
  put(arrival: Arrival): StoredMessage {
    const { content, enqueuedTime, expiresAt, scheduledFor } = arrival;
    this.#lastNumber += 1;
    const sequenceNumber = this.#lastNumber;
    const message: StoredMessage = {
      content,
      sequenceNumber,
      enqueuedSequenceNumber: arrival.enqueuedSequenceNumber ?? sequenceNumber,
      enqueuedTime,
      scheduledFor,
      expiresAt,
      expiry: undefined,
      deliveryCount: arrival.deliveryCount ?? 0,
      state: scheduledFor === undefined ? "active" : "scheduled",
      lock: undefined,
      previous: undefined,
      next: undefined,
    };
    this.#byNumber.set(sequenceNumber, message);
    this.keep(message);
    return message;
  }

  /** Puts in what was kept of an earlier run. */
  restore(record: MessageRecord): StoredMessage {
    const message: StoredMessage = {
      content: readContentRecord(record.content),
      sequenceNumber: record.number,
      enqueuedSequenceNumber: record.enqueuedNumber,
      enqueuedTime: record.enqueuedTime,
      scheduledFor: record.scheduledFor,
      expiresAt: record.expiresAt ?? Infinity,
      expiry: undefined,
      deliveryCount: record.deliveryCount,
      state: record.isDeferred
        ? "deferred"
        : record.scheduledFor === undefined
          ? "active"
          : "scheduled",
      lock: undefined,
      previous: undefined,
      next: undefined,
    };
    this.#byNumber.set(message.sequenceNumber, message);
    this.restoreNumber(message.sequenceNumber);
    return message;
  }

  /** No number up to this one is given again. */
  restoreNumber(number: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  /** Writes down how the message is now. */
  keep(message: StoredMessage): void {
    this.#context.journal?.put(this.#path, recordMessage(message));
  }

  remove(message: StoredMessage): void {
    this.#context.agenda.cancel(message.expiry);
    this.#byNumber.delete(message.sequenceNumber);
    message.state = "gone";
    this.#context.journal?.remove(this.#path, message.sequenceNumber);
  }

  /**
   * The oldest first, without taking them.
   *
   * @param from Lowest sequence number.
   * @param sessionId Only those of this session; all when left out.
   */
  peek(from: number, count: number, sessionId?: string): StoredMessage[] {
    const found: StoredMessage[] = [];
    for (const message of this.#byNumber.values()) {
      if (found.length >= count) break;
      if (message.sequenceNumber < from) continue;
      if (sessionId !== undefined && message.content.sessionId !== sessionId)
        continue;
      found.push(message);
    }
    return found;
  }

  /**
   * @param sessionId Only those of this session; all when left out.
   * @throws {BrokerError} When one of them is not there in this state.
   */
  all(
    numbers: readonly number[],
    state: MessageState,
    sessionId?: string,
  ): StoredMessage[] {
    return numbers.map((number) => {
      const message = this.#byNumber.get(number);
      const isOther =
        sessionId !== undefined && message?.content.sessionId !== sessionId;
      if (message?.state !== state || isOther) throw messageNotFound(number);
      return message;
    });
  }
}
