import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Scheduled } from "./Agenda.ts";
import { BrokerError, sessionLockLost } from "./BrokerError.ts";
import type { Consumer } from "./Consumer.ts";
import type { EntityContext } from "./EntityContext.ts";
import { Line } from "./Line.ts";
import type { Queue } from "./Queue.ts";
import type { Session, SessionHolder } from "./Session.ts";

/** Somebody who waits for the next session with messages. */
export interface SessionRequest {
  readonly holder: SessionHolder;
  granted(session: Session): void;
  timedOut(): void;
}

/** The sessions of one queue or subscription, who holds them, and who waits for one. */
export class Sessions {
  readonly #queue: Queue;
  readonly #context: EntityContext;
  readonly #handOver: (message: StoredMessage, consumer: Consumer) => void;
  readonly #sessions = new Map<string, Session>();
  /** Those with messages that nobody holds, the one that has waited longest first. */
  readonly #available = new Set<Session>();
  readonly #requests = new Map<SessionRequest, Scheduled>();

  constructor(
    queue: Queue,
    context: EntityContext,
    handOver: (message: StoredMessage, consumer: Consumer) => void,
  ) {
    this.#queue = queue;
    this.#context = context;
    this.#handOver = handOver;
  }

  /** The session of a message, when its queue has sessions. */
  of(message: StoredMessage): Session | undefined {
    return this.#queue.settings.requiresSession
      ? this.#sessions.get(message.content.sessionId ?? "")
      : undefined;
  }

  add(message: StoredMessage): void {
    const session = this.#session(message.content.sessionId ?? "");
    session.line.add(message);
    if (session.holder !== undefined) return;
    this.#available.add(session);
    this.#serve();
  }

  /** @throws {BrokerError} When somebody else has the session. */
  accept(id: string, holder: SessionHolder): Session {
    const session = this.#session(id);
    if (session.holder !== undefined) {
      throw new BrokerError(
        "com.microsoft:session-cannot-be-locked",
        `The requested session '${id}' cannot be accepted. It may be locked by another receiver.`,
      );
    }
    this.#give(session, holder);
    return session;
  }

  /** Gives the next session with messages, now or when there is one. */
  acceptNext(request: SessionRequest, timeoutMs: number): void {
    const { agenda } = this.#context;
    const timer = agenda.at(agenda.now() + timeoutMs, () => {
      this.#requests.delete(request);
      request.timedOut();
    });
    this.#requests.set(request, timer);
    this.#serve();
  }

  withdraw(request: SessionRequest): void {
    this.#context.agenda.cancel(this.#requests.get(request));
    this.#requests.delete(request);
  }

  /** @throws {BrokerError} When nobody holds the session. */
  renew(id: string): number {
    const session = this.locked(id);
    this.#context.agenda.cancel(session.expiry);
    this.#watch(session);
    return session.lockedUntil!;
  }

  /** The session, which somebody must hold. */
  locked(id: string): Session {
    const session = this.#sessions.get(id);
    if (session?.holder === undefined) throw sessionLockLost(id);
    return session;
  }

  /** Its holder gives it back: the messages that it has not settled count as not delivered. */
  release(session: Session, holder: SessionHolder): void {
    if (session.holder === holder) this.#free(session, false);
  }

  /** Takes a message out of the line in which it waits. */
  remove(message: StoredMessage): void {
    this.of(message)?.line.waiting.remove(message);
    this.tidy(message);
  }

  /** The message is gone: perhaps its session is not needed any more. */
  tidy(message: StoredMessage): void {
    const session = this.of(message);
    if (session === undefined) return;
    if (session.line.waiting.size === 0) this.#available.delete(session);
    this.#dropIfUnused(session);
  }

  states(): [id: string, state: Buffer][] {
    return [...this.#sessions.values()].flatMap(({ id, state }) =>
      state === undefined ? [] : [[id, state] as [string, Buffer]],
    );
  }

  restoreState(id: string, state: Buffer): void {
    this.#session(id).state = state;
  }

  /** Their queue is deleted. */
  close(): void {
    for (const timer of this.#requests.values())
      this.#context.agenda.cancel(timer);
    for (const session of this.#sessions.values())
      this.#context.agenda.cancel(session.expiry);
    // So that who gives one back later gives back nothing.
    for (const session of this.#sessions.values()) {
      session.holder = undefined;
      session.held.clear();
    }
    this.#requests.clear();
    this.#available.clear();
    this.#sessions.clear();
  }

  #session(id: string): Session {
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = {
        id,
        line: new Line(this.#handOver),
        held: new Set(),
        state: undefined,
        holder: undefined,
        lockedUntil: undefined,
        expiry: undefined,
      };
      this.#sessions.set(id, session);
    }
    return session;
  }

  #serve(): void {
    for (const [request, timer] of this.#requests) {
      const [session] = this.#available;
      if (session === undefined) return;
      this.#requests.delete(request);
      this.#context.agenda.cancel(timer);
      this.#give(session, request.holder);
      request.granted(session);
    }
  }

  #give(session: Session, holder: SessionHolder): void {
    this.#available.delete(session);
    session.holder = holder;
    this.#watch(session);
  }

  #watch(session: Session): void {
    const { agenda } = this.#context;
    session.lockedUntil = agenda.now() + this.#queue.settings.lockDurationMs;
    session.expiry = agenda.at(session.lockedUntil, () => {
      const holder = session.holder;
      this.#context.report({
        operation: "sessionLockExpired",
        entity: this.#queue.path,
        connection: 0,
        sessionId: session.id,
      });
      this.#free(session, true);
      holder?.detach(sessionLockLost(session.id));
    });
  }

  /** @param count Whether the messages that were out count as delivered (the service's table of session states). */
  #free(session: Session, count: boolean): void {
    this.#context.agenda.cancel(session.expiry);
    if (session.holder !== undefined) session.line.leave(session.holder);
    session.holder = undefined;
    session.lockedUntil = undefined;
    for (const message of [...session.held]) {
      this.#queue.dropLock(message);
      if (count) message.deliveryCount += 1;
      this.#queue.release(message);
    }
    if (session.line.waiting.size > 0) this.#available.add(session);
    this.#dropIfUnused(session);
    this.#serve();
  }

  #dropIfUnused(session: Session): void {
    const used =
      session.holder !== undefined ||
      session.state !== undefined ||
      session.held.size > 0 ||
      session.line.waiting.size > 0;
    if (!used) {
      this.#available.delete(session);
      this.#sessions.delete(session.id);
    }
  }
}
