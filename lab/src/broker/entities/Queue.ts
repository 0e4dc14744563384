import { string } from "../amqp/encode.ts";
import { changeProperties } from "../message/changeProperties.ts";
import type { Content } from "../message/Content.ts";
import { encodeDelivery } from "../message/encodeDelivery.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import {
  BrokerError,
  entityNotFound,
  messageLockLost,
  messageNotFound,
} from "./BrokerError.ts";
import type { Consumer } from "./Consumer.ts";
import type { EntityContext } from "./EntityContext.ts";
import { Line } from "./Line.ts";
import { keyOfToken, type Lock } from "./Lock.ts";
import type { EncodedEntries, Outcome } from "./outcome.ts";
import type { QueueSettings } from "./QueueSettings.ts";
import {
  readContentRecord,
  recordMessage,
  type MessageRecord,
} from "../store/records.ts";
import type { Session } from "./Session.ts";
import { Sessions } from "./Sessions.ts";

interface Arrival {
  readonly content: Content;
  readonly enqueuedTime: number;
  readonly enqueuedSequenceNumber?: number;
  readonly deliveryCount?: number;
  readonly scheduledFor?: number;
}

/** A queue, a subscription, or the dead-letter queue of one of them. */
export class Queue {
  /** `orders`, `topic/Subscriptions/sub`, with `/$DeadLetterQueue` for that one. */
  readonly path: string;
  settings: QueueSettings;
  readonly sessions: Sessions;
  readonly #context: EntityContext;
  /** By sequence number, the lowest first: numbers only grow, and a map keeps its order. */
  readonly #messages = new Map<number, StoredMessage>();
  readonly #locks = new Map<string, StoredMessage>();
  readonly #line: Line;
  readonly #isDeadLetter: boolean;
  #deadLetter: Queue | undefined;
  #transferDeadLetter: Queue | undefined;
  readonly #consumers = new Set<Consumer>();
  #lastNumber = 0;

  constructor(
    path: string,
    settings: QueueSettings,
    context: EntityContext,
    isDeadLetter = false,
  ) {
    this.path = path;
    this.settings = settings;
    this.#context = context;
    this.#isDeadLetter = isDeadLetter;
    const handOver = (message: StoredMessage, consumer: Consumer): void =>
      this.#handOver(message, consumer);
    this.#line = new Line(handOver);
    this.sessions = new Sessions(this, context, handOver);
  }

  /** Where messages go that nobody could work on. */
  get deadLetter(): Queue {
    this.#deadLetter ??= new Queue(
      `${this.path}/$DeadLetterQueue`,
      {
        ...this.settings,
        maxDeliveryCount: Infinity,
        defaultTtlMs: Infinity,
        requiresSession: false,
      },
      this.#context,
      true,
    );
    return this.#deadLetter;
  }

  /** Where the service puts what it cannot forward. Nothing is forwarded here, so it stays empty. */
  get transferDeadLetter(): Queue {
    this.#transferDeadLetter ??= new Queue(
      `${this.path}/$Transfer/$DeadLetterQueue`,
      { ...this.settings, requiresSession: false },
      this.#context,
      true,
    );
    return this.#transferDeadLetter;
  }

  get messages(): ReadonlyMap<number, StoredMessage> {
    return this.#messages;
  }

  /** @throws {BrokerError} When the message may not be here. */
  check(content: Content): void {
    if (this.settings.requiresSession && content.sessionId === undefined) {
      throw new BrokerError(
        "amqp:not-allowed",
        `The SessionId was not set on a message, and it cannot be sent to the entity '${this.path}'. Entities that have session support enabled can only receive messages that have the SessionId set to a valid value.`,
      );
    }
  }

  /** Puts a message in; with a time in the future, when that has come. */
  /** @returns Its sequence number. */
  add(content: Content, connection: number, operation?: string): number {
    const now = this.#context.agenda.now();
    const message = this.#store({
      content,
      enqueuedTime: now,
      ...future(content, now),
    });
    if (operation !== undefined) {
      this.#context.report({
        operation,
        entity: this.path,
        connection,
        message,
      });
    }
    const { sequenceNumber } = message;
    if (message.state === "scheduled") this.#awaitTime(message);
    else this.#enqueue(message);
    return sequenceNumber;
  }

  join(consumer: Consumer): void {
    this.#consumers.add(consumer);
  }

  /** A consumer has room, perhaps. */
  wake(consumer: Consumer): void {
    this.#line.wake(consumer);
  }

  leave(consumer: Consumer): void {
    this.#consumers.delete(consumer);
    this.#line.leave(consumer);
  }

  /** It is deleted: nobody receives from it any more, and nothing falls due. */
  close(): void {
    for (const consumer of this.#consumers)
      consumer.detach(entityNotFound(this.path));
    for (const message of this.#messages.values()) {
      this.#unlock(message);
      this.#context.agenda.cancel(message.expiry);
      message.state = "gone";
      this.#context.journal?.remove(this.path, message.sequenceNumber);
    }
    this.#messages.clear();
    this.sessions.close();
    this.#deadLetter?.close();
    this.#transferDeadLetter?.close();
  }

  /** @throws {BrokerError} When the lock is not in force any more. */
  settle(
    message: StoredMessage,
    lock: Lock,
    outcome: Outcome,
    connection: number,
  ): void {
    if (message.lock !== lock || lock.until <= this.#context.agenda.now()) {
      throw messageLockLost();
    }
    this.#context.report({
      operation: outcome.kind,
      entity: this.path,
      connection,
      message,
    });
    this.#unlock(message);
    switch (outcome.kind) {
      case "complete":
        this.#remove(message);
        break;
      case "abandon":
        this.#change(message, outcome.properties);
        message.deliveryCount += 1;
        this.release(message);
        break;
      case "defer":
        this.#change(message, outcome.properties);
        message.state = "deferred";
        this.#keep(message);
        break;
      case "deadLetter":
        this.#moveToDeadLetter(message, outcome.properties ?? []);
        break;
    }
  }

  /** @param token In the order of its text. */
  findLocked(token: Buffer): StoredMessage | undefined {
    return this.#locks.get(keyOfToken(token));
  }

  /**
   * @returns Until when the message is locked now.
   * @throws {BrokerError} When the lock is not in force any more.
   */
  renew(token: Buffer, connection: number): number {
    const message = this.findLocked(token);
    const lock = message?.lock;
    const now = this.#context.agenda.now();
    if (message === undefined || lock === undefined || lock.until <= now) {
      throw messageLockLost();
    }
    this.#context.report({
      operation: "renewLock",
      entity: this.path,
      connection,
      message,
    });
    if (lock.until !== Infinity) {
      this.#context.agenda.cancel(lock.expiry);
      lock.until = now + this.settings.lockDurationMs;
      this.#watch(message, lock);
    }
    return this.sessions.of(message)?.lockedUntil ?? lock.until;
  }

  /**
   * Messages in whatever state, the oldest first, without taking them.
   *
   * @param from Lowest sequence number.
   * @param sessionId Only those of this session; all when left out.
   */
  peek(from: number, count: number, sessionId?: string): StoredMessage[] {
    const found: StoredMessage[] = [];
    for (const message of this.#messages.values()) {
      if (found.length >= count) break;
      if (message.sequenceNumber < from) continue;
      if (sessionId !== undefined && message.content.sessionId !== sessionId)
        continue;
      found.push(message);
    }
    return found;
  }

  /**
   * Messages that were deferred, by their numbers: locked, or taken out for good.
   *
   * @throws {BrokerError} When one of them is not there; then none was taken.
   */
  receiveDeferred(
    numbers: readonly number[],
    settlesAtOnce: boolean,
    sessionId: string | undefined,
  ): { readonly message: StoredMessage; readonly lock: Lock | undefined }[] {
    const found = numbers.map((number) => {
      const message = this.#messages.get(number);
      const isOther =
        sessionId !== undefined && message?.content.sessionId !== sessionId;
      if (message?.state !== "deferred" || isOther)
        throw messageNotFound(number);
      return message;
    });
    return found.map((message) => {
      if (!settlesAtOnce) {
        return { message, lock: this.lock(message, this.sessions.of(message)) };
      }
      this.#remove(message);
      return { message, lock: undefined };
    });
  }

  /** @throws {BrokerError} When one of them does not wait for its time; then none was cancelled. */
  cancel(numbers: readonly number[], connection: number): void {
    const found = numbers.map((number) => {
      const message = this.#messages.get(number);
      if (message?.state !== "scheduled") throw messageNotFound(number);
      return message;
    });
    for (const message of found) {
      this.#context.report({
        operation: "cancel",
        entity: this.path,
        connection,
        message,
      });
      this.#remove(message);
    }
  }

  /** Back to those that wait, unless it has been delivered or has lived long enough. */
  release(message: StoredMessage): void {
    const wasDeferred = message.state === "deferredLocked";
    message.state = wasDeferred ? "deferred" : "active";
    if (message.expiresAt <= this.#context.agenda.now()) this.#expire(message);
    else if (message.deliveryCount >= this.settings.maxDeliveryCount) {
      this.#context.report({
        operation: "maxDeliveryCount",
        entity: this.path,
        connection: 0,
        message,
      });
      this.#moveToDeadLetter(
        message,
        deadLetterReason(
          "MaxDeliveryCountExceeded",
          `Message could not be consumed after ${this.settings.maxDeliveryCount} delivery attempts.`,
        ),
      );
    } else {
      this.#keep(message);
      if (!wasDeferred) this.#await(message);
    }
  }

  /** Puts in what was kept of an earlier run. */
  restore(record: MessageRecord): void {
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
    this.#messages.set(message.sequenceNumber, message);
    this.restoreNumber(message.sequenceNumber);
    if (message.state === "scheduled") this.#awaitTime(message);
    else {
      this.#watchExpiry(message);
      if (message.state === "active") this.#await(message);
    }
  }

  /** No number up to this one is given again. */
  restoreNumber(number: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  /** Ends the lock without saying what becomes of the message. */
  dropLock(message: StoredMessage): void {
    this.#unlock(message);
  }

  /** Locks a message for a receiver; in a session it is the session's lock that ends. */
  lock(message: StoredMessage, session: Session | undefined): Lock {
    const { agenda, tokens } = this.#context;
    const token = tokens.next();
    const until =
      session === undefined
        ? agenda.now() + this.settings.lockDurationMs
        : Infinity;
    const lock: Lock = {
      token,
      key: keyOfToken(token),
      until,
      expiry: undefined,
    };
    message.state = message.state === "deferred" ? "deferredLocked" : "locked";
    message.lock = lock;
    this.#locks.set(lock.key, message);
    if (session === undefined) this.#watch(message, lock);
    else session.held.add(message);
    return lock;
  }

  #store(arrival: Arrival): StoredMessage {
    const { content, enqueuedTime, scheduledFor } = arrival;
    this.#lastNumber += 1;
    const sequenceNumber = this.#lastNumber;
    const ttl = Math.min(content.ttl ?? Infinity, this.settings.defaultTtlMs);
    const message: StoredMessage = {
      content,
      sequenceNumber,
      enqueuedSequenceNumber: arrival.enqueuedSequenceNumber ?? sequenceNumber,
      enqueuedTime,
      scheduledFor,
      expiresAt: this.#isDeadLetter
        ? Infinity
        : (scheduledFor ?? enqueuedTime) + ttl,
      expiry: undefined,
      deliveryCount: arrival.deliveryCount ?? 0,
      state: scheduledFor === undefined ? "active" : "scheduled",
      lock: undefined,
      previous: undefined,
      next: undefined,
    };
    this.#messages.set(sequenceNumber, message);
    this.#keep(message);
    return message;
  }

  #enqueue(message: StoredMessage): void {
    this.#watchExpiry(message);
    this.#await(message);
  }

  #watchExpiry(message: StoredMessage): void {
    if (message.expiresAt === Infinity) return;
    message.expiry = this.#context.agenda.at(message.expiresAt, () =>
      this.#ttlOver(message),
    );
  }

  #keep(message: StoredMessage): void {
    this.#context.journal?.put(this.path, recordMessage(message));
  }

  #awaitTime(message: StoredMessage): void {
    message.expiry = this.#context.agenda.at(message.scheduledFor!, () => {
      this.#remove(message);
      // The service gives it a new number when its time has come (its documentation of sequencing).
      const due = this.#store({
        content: message.content,
        enqueuedTime: message.scheduledFor!,
        enqueuedSequenceNumber: message.sequenceNumber,
      });
      this.#enqueue(due);
    });
  }

  #await(message: StoredMessage): void {
    if (this.settings.requiresSession) this.sessions.add(message);
    else this.#line.add(message);
  }

  #takeFromLine(message: StoredMessage): void {
    if (this.settings.requiresSession) this.sessions.remove(message);
    else this.#line.waiting.remove(message);
  }

  #handOver(message: StoredMessage, consumer: Consumer): void {
    const { agenda } = this.#context;
    if (message.expiresAt <= agenda.now()) {
      this.#expire(message);
      return;
    }
    this.#context.report({
      operation: "deliver",
      entity: this.path,
      connection: consumer.connection,
      message,
    });
    if (consumer.settlesAtOnce) {
      const bytes = encodeDelivery(message);
      this.#remove(message);
      consumer.deliver(bytes, message, undefined);
      return;
    }
    const session = this.sessions.of(message);
    const lock = this.lock(message, session);
    const until = session?.lockedUntil ?? lock.until;
    consumer.deliver(encodeDelivery(message, until), message, lock);
  }

  #watch(message: StoredMessage, lock: Lock): void {
    lock.expiry = this.#context.agenda.at(lock.until, () => {
      this.#unlock(message);
      this.#context.report({
        operation: "lockExpired",
        entity: this.path,
        connection: 0,
        message,
      });
      message.deliveryCount += 1;
      this.release(message);
    });
  }

  #unlock(message: StoredMessage): void {
    const { lock } = message;
    if (lock === undefined) return;
    this.#context.agenda.cancel(lock.expiry);
    this.#locks.delete(lock.key);
    message.lock = undefined;
    this.sessions.of(message)?.held.delete(message);
  }

  #ttlOver(message: StoredMessage): void {
    // Whoever has locked it may still settle it; afterwards `release` sees to it.
    if (message.state !== "active" && message.state !== "deferred") return;
    if (message.state === "active") this.#takeFromLine(message);
    this.#expire(message);
  }

  #expire(message: StoredMessage): void {
    this.#context.report({
      operation: "expire",
      entity: this.path,
      connection: 0,
      message,
    });
    if (!this.settings.deadLetterOnExpiration) {
      this.#remove(message);
      return;
    }
    this.#moveToDeadLetter(
      message,
      deadLetterReason(
        "TTLExpiredException",
        "The message expired and was dead lettered.",
      ),
    );
  }

  #moveToDeadLetter(message: StoredMessage, properties: EncodedEntries): void {
    // A dead-letter queue has none of its own: what is dead-lettered there stays there.
    const target = this.#isDeadLetter ? this : this.deadLetter;
    this.#remove(message);
    const moved = target.#store({
      content: changeProperties(message.content, properties),
      enqueuedTime: message.enqueuedTime,
      enqueuedSequenceNumber: message.enqueuedSequenceNumber,
      deliveryCount: message.deliveryCount,
    });
    target.#enqueue(moved);
  }

  #change(
    message: StoredMessage,
    properties: EncodedEntries | undefined,
  ): void {
    if (properties !== undefined) {
      message.content = changeProperties(message.content, properties);
    }
  }

  #remove(message: StoredMessage): void {
    this.#context.agenda.cancel(message.expiry);
    this.#messages.delete(message.sequenceNumber);
    message.state = "gone";
    this.#context.journal?.remove(this.path, message.sequenceNumber);
    this.sessions.tidy(message);
  }
}

function future(content: Content, now: number): { scheduledFor?: number } {
  const { scheduledFor } = content;
  return scheduledFor === undefined || scheduledFor <= now
    ? {}
    : { scheduledFor };
}

/** The application properties that say why. */
export function deadLetterReason(
  name: string,
  description: string,
): EncodedEntries {
  return [
    string("DeadLetterReason"),
    string(name),
    string("DeadLetterErrorDescription"),
    string(description),
  ];
}
