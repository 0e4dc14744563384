import { changeProperties } from "../message/changeProperties.ts";
import type { Content } from "../message/Content.ts";
import { encodeDelivery } from "../message/encodeDelivery.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import { BrokerError, entityNotFound, messageLockLost } from "./BrokerError.ts";
import type { Consumer } from "./Consumer.ts";
import { deadLetterReason } from "./deadLetterReason.ts";
import type { EntityContext } from "./EntityContext.ts";
import { Line } from "./Line.ts";
import type { Lock } from "./Lock.ts";
import { Locks } from "./Locks.ts";
import { Messages } from "./Messages.ts";
import type { EncodedEntries, Outcome } from "./outcome.ts";
import type { QueueSettings } from "./QueueSettings.ts";
import type { MessageRecord } from "../store/records.ts";
import { Sessions } from "./Sessions.ts";

/** A queue, a subscription, or the dead-letter queue of one of them. */
export class Queue {
  /** `orders`, `topic/Subscriptions/sub`, with `/$DeadLetterQueue` for that one. */
  readonly path: string;
  settings: QueueSettings;
  readonly sessions: Sessions;
  readonly #context: EntityContext;
  readonly #messages: Messages;
  readonly #locks: Locks;
  readonly #line: Line;
  readonly #isDeadLetter: boolean;
  #deadLetter: Queue | undefined;
  #transferDeadLetter: Queue | undefined;
  readonly #consumers = new Set<Consumer>();

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
    this.#messages = new Messages(path, context);
    this.#locks = new Locks(context, {
      durationMs: () => this.settings.lockDurationMs,
      sessionOf: (message) => this.sessions.of(message),
      ended: (message) => this.#lockEnded(message),
    });
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
    return this.#messages.byNumber;
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

  /**
   * Puts a message in; with a time in the future, when that has come.
   *
   * @returns Its sequence number.
   */
  add(content: Content, connection: number, operation?: string): number {
    const now = this.#context.agenda.now();
    const isFuture =
      content.scheduledFor !== undefined && content.scheduledFor > now;
    const scheduledFor = isFuture ? content.scheduledFor : undefined;
    const message = this.#messages.put({
      content,
      enqueuedTime: now,
      expiresAt: this.#endOf(content, scheduledFor ?? now),
      scheduledFor,
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
    for (const message of [...this.messages.values()]) {
      this.#locks.drop(message);
      this.#messages.remove(message);
    }
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
    this.#locks.assertInForce(message, lock);
    this.#context.report({
      operation: outcome.kind,
      entity: this.path,
      connection,
      message,
    });
    this.#locks.drop(message);
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
        message.deliveryCount += 1;
        message.state = "deferred";
        this.#messages.keep(message);
        break;
      case "deadLetter":
        this.#moveToDeadLetter(message, outcome.properties ?? []);
        break;
    }
  }

  /** @param token In the order of its text. */
  findLocked(token: Buffer): StoredMessage | undefined {
    return this.#locks.find(token);
  }

  /**
   * @returns Until when the message is locked now.
   * @throws {BrokerError} When the lock is not in force any more.
   */
  renew(token: Buffer, connection: number): number {
    const message = this.findLocked(token);
    if (message === undefined) throw messageLockLost();
    this.#locks.assertInForce(message, message.lock);
    this.#context.report({
      operation: "renewLock",
      entity: this.path,
      connection,
      message,
    });
    this.#locks.renew(message);
    return this.#locks.until(message);
  }

  /**
   * Messages in whatever state, the oldest first, without taking them.
   *
   * @param from Lowest sequence number.
   * @param sessionId Only those of this session; all when left out.
   */
  peek(from: number, count: number, sessionId?: string): StoredMessage[] {
    return this.#messages.peek(from, count, sessionId);
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
    const found = this.#messages.all(numbers, "deferred", sessionId);
    return found.map((message) => {
      if (!settlesAtOnce) {
        return { message, lock: this.#locks.lock(message) };
      }
      this.#remove(message);
      return { message, lock: undefined };
    });
  }

  /** @throws {BrokerError} When one of them does not wait for its time; then none was cancelled. */
  cancel(numbers: readonly number[], connection: number): void {
    const found = this.#messages.all(numbers, "scheduled");
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
      this.#messages.keep(message);
      if (!wasDeferred) this.#await(message);
    }
  }

  /** Puts in what was kept of an earlier run. */
  restore(record: MessageRecord): void {
    const message = this.#messages.restore(record);
    if (message.state === "scheduled") this.#awaitTime(message);
    else {
      this.#watchExpiry(message);
      if (message.state === "active") this.#await(message);
    }
  }

  /** No number up to this one is given again. */
  restoreNumber(number: number): void {
    this.#messages.restoreNumber(number);
  }

  /** Ends the lock without saying what becomes of the message. */
  dropLock(message: StoredMessage): void {
    this.#locks.drop(message);
  }

  /** Until when a message lives that is to be had at `start`. */
  #endOf({ ttl }: Content, start: number): number {
    return this.#isDeadLetter
      ? Infinity
      : start + Math.min(ttl ?? Infinity, this.settings.defaultTtlMs);
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

  #awaitTime(message: StoredMessage): void {
    message.expiry = this.#context.agenda.at(message.scheduledFor!, () => {
      this.#remove(message);
      // The service gives it a new number when its time has come (its documentation of sequencing).
      const due = this.#messages.put({
        content: message.content,
        enqueuedTime: message.scheduledFor!,
        expiresAt: this.#endOf(message.content, message.scheduledFor!),
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
    const lock = this.#locks.lock(message);
    const until = this.#locks.until(message);
    consumer.deliver(encodeDelivery(message, until), message, lock);
  }

  #lockEnded(message: StoredMessage): void {
    this.#context.report({
      operation: "lockExpired",
      entity: this.path,
      connection: 0,
      message,
    });
    message.deliveryCount += 1;
    this.release(message);
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
    const content = changeProperties(message.content, properties);
    const moved = target.#messages.put({
      content,
      enqueuedTime: message.enqueuedTime,
      expiresAt: target.#endOf(content, message.enqueuedTime),
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
    this.#messages.remove(message);
    this.sessions.tidy(message);
  }
}
