import type { StoredMessage } from "../message/StoredMessage.ts";
import { messageLockLost } from "./BrokerError.ts";
import type { EntityContext } from "./EntityContext.ts";
import { keyOfToken, type Lock } from "./Lock.ts";
import type { Session } from "./Session.ts";

/** What locks have to know of their queue. */
interface Locking {
  durationMs(): number;
  sessionOf(message: StoredMessage): Session | undefined;
  /** The time of a lock is over; the message is free. */
  ended(message: StoredMessage): void;
}

/** Which messages of a queue somebody has for himself, and until when. */
export class Locks {
  readonly #context: EntityContext;
  readonly #queue: Locking;
  readonly #locked = new Map<string, StoredMessage>();

  constructor(context: EntityContext, queue: Locking) {
    this.#context = context;
    this.#queue = queue;
  }

  /** Locks a message for a receiver; in a session it is the session's lock that ends. */
  lock(message: StoredMessage): Lock {
    const { agenda, tokens } = this.#context;
    const session = this.#queue.sessionOf(message);
    const token = tokens.next();
    const until =
      session === undefined
        ? agenda.now() + this.#queue.durationMs()
        : Infinity;
    const lock: Lock = {
      token,
      key: keyOfToken(token),
      until,
      expiry: undefined,
    };
    message.state = message.state === "deferred" ? "deferredLocked" : "locked";
    message.lock = lock;
    this.#locked.set(lock.key, message);
    if (session === undefined) this.#watch(message, lock);
    else session.held.add(message);
    return lock;
  }

  /** @param token In the order of its text. */
  find(token: Buffer): StoredMessage | undefined {
    return this.#locked.get(keyOfToken(token));
  }

  /** @throws {BrokerError} When this lock of the message is not in force any more. */
  assertInForce(message: StoredMessage, lock: Lock | undefined): void {
    const isOver =
      lock === undefined ||
      message.lock !== lock ||
      lock.until <= this.#context.agenda.now();
    if (isOver) throw messageLockLost();
  }

  /** From now on for the whole duration; in a session nothing changes. */
  renew(message: StoredMessage): void {
    const { agenda } = this.#context;
    const lock = message.lock!;
    if (lock.until === Infinity) return;
    agenda.cancel(lock.expiry);
    lock.until = agenda.now() + this.#queue.durationMs();
    this.#watch(message, lock);
  }

  /** Until when somebody has the message. */
  until(message: StoredMessage): number {
    return this.#queue.sessionOf(message)?.lockedUntil ?? message.lock!.until;
  }

  /** Ends the lock, if there is one, without saying what becomes of the message. */
  drop(message: StoredMessage): void {
    const { lock } = message;
    if (lock === undefined) return;
    this.#context.agenda.cancel(lock.expiry);
    this.#locked.delete(lock.key);
    message.lock = undefined;
    this.#queue.sessionOf(message)?.held.delete(message);
  }

  #watch(message: StoredMessage, lock: Lock): void {
    lock.expiry = this.#context.agenda.at(lock.until, () => {
      this.drop(message);
      this.#queue.ended(message);
    });
  }
}
