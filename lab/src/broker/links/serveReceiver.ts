import { BrokerError } from "../entities/BrokerError.ts";
import type { Consumer } from "../entities/Consumer.ts";
import { turnGuid, type Lock } from "../entities/Lock.ts";
import type { Queue } from "../entities/Queue.ts";
import type { Session, SessionHolder } from "../entities/Session.ts";
import { faultError } from "../Faults.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Delivery, SendingLink, Settlement } from "../wire/SendingLink.ts";
import type { ClientConnection } from "./ClientConnection.ts";
import type { LinkContext } from "./LinkContext.ts";
import { readOutcome } from "./readOutcome.ts";
import { readSessionFilter } from "./readSessionFilter.ts";

/**
 * How long the answer is held for a client that names no time, as 7.7.0 of the SDK does: a little longer
 * than it waits (60 s, measured), because it makes an internal error of a refusal.
 */
const defaultSessionTimeoutMs = 65_000;

/** Tag of messages that are gone with their delivery. */
const noTag = Buffer.alloc(16);

/**
 * A link on which a client receives from a queue, a subscription, or a session of one.
 *
 * @throws {BrokerError} When there is no such entity, or it is to be received from in another way.
 */
export function serveReceiver(
  link: SendingLink,
  path: string,
  client: ClientConnection,
  context: LinkContext,
): void {
  const fault = context.faults.take("attach", path);
  if (fault !== undefined) throw faultError(fault);
  const filter = readSessionFilter(link);
  const queue = context.namespace().source(path, filter !== undefined);
  if (queue.settings.requiresSession !== (filter !== undefined)) {
    throw new BrokerError(
      "amqp:not-allowed",
      queue.settings.requiresSession
        ? `It is not possible for an entity that requires sessions to create a non-sessionful message receiver: '${path}'. Use acceptSession or acceptNextSession.`
        : `A sessionful message receiver cannot be created on an entity that does not require sessions: '${path}'.`,
    );
  }
  const receiver = new EntityReceiver(link, queue, client, context);
  if (filter === undefined) receiver.start();
  else receiver.acceptSession(filter.id);
}

class EntityReceiver implements Consumer, SessionHolder {
  readonly connection: number;
  readonly settlesAtOnce: boolean;
  readonly #link: SendingLink;
  readonly #queue: Queue;
  readonly #client: ClientConnection;
  readonly #context: LinkContext;

  constructor(
    link: SendingLink,
    queue: Queue,
    client: ClientConnection,
    context: LinkContext,
  ) {
    this.connection = client.id;
    this.settlesAtOnce = link.presettled;
    this.#link = link;
    this.#queue = queue;
    this.#client = client;
    this.#context = context;
  }

  start(): void {
    this.#queue.join(this);
    this.#link.onReady = () => this.#queue.wake(this);
    this.#link.onClose = () => this.#queue.leave(this);
    this.#link.accept();
  }

  /** @param id `null` for the next session that has messages. */
  acceptSession(id: string | null): void {
    this.#queue.join(this);
    const { sessions } = this.#queue;
    if (id !== null) {
      this.#acceptNamed(id);
      return;
    }
    const request = {
      holder: this,
      granted: (session: Session) => this.#hold(session),
      timedOut: () =>
        this.#link.refuse(
          new BrokerError(
            "com.microsoft:timeout",
            `No session of '${this.#queue.path}' had messages within the time that the client waits.`,
          ),
        ),
    };
    const timeout = this.#link.properties?.get("com.microsoft:timeout");
    this.#link.hold();
    this.#link.onClose = () => {
      this.#queue.leave(this);
      sessions.withdraw(request);
    };
    sessions.acceptNext(
      request,
      typeof timeout === "number" ? timeout : defaultSessionTimeoutMs,
    );
  }

  #acceptNamed(id: string): void {
    try {
      this.#hold(this.#queue.sessions.accept(id, this));
    } catch (cause) {
      if (!(cause instanceof BrokerError)) throw cause;
      this.#queue.leave(this);
      this.#link.refuseLater(cause);
    }
  }

  ready(): boolean {
    return this.#link.ready();
  }

  deliver(bytes: Buffer, message: StoredMessage, lock: Lock | undefined): void {
    // As if it were lost on the way: it stays locked until its time is over.
    const fault = this.#context.faults.take("deliver", this.#queue.path);
    if (fault !== undefined) {
      if (fault.drop) this.#client.wire.destroy();
      else this.#link.refuse(faultError(fault));
      return;
    }
    if (lock === undefined) {
      this.#link.send(bytes, noTag);
      return;
    }
    this.#link.send(bytes, turnGuid(lock.token), (settlement, delivery) =>
      this.#settle(message, lock, settlement, delivery),
    );
  }

  detach(error: BrokerError): void {
    this.#link.refuse(error);
  }

  #hold(session: Session): void {
    const { sessions } = this.#queue;
    this.#context.report({
      operation: "acceptSession",
      entity: this.#queue.path,
      connection: this.connection,
      sessionId: session.id,
    });
    this.#link.onReady = () => session.line.wake(this);
    this.#link.onClose = () => {
      this.#queue.leave(this);
      sessions.release(session, this);
    };
    this.#link.accept({
      id: session.id,
      lockedUntilTicks: ticks(session.lockedUntil!),
    });
  }

  #settle(
    message: StoredMessage,
    lock: Lock,
    settlement: Settlement,
    delivery: Delivery,
  ): void {
    const outcome = readOutcome(settlement);
    const fault = this.#context.faults.take(outcome.kind, this.#queue.path);
    if (fault?.drop) {
      this.#client.wire.destroy();
      return;
    }
    try {
      if (fault !== undefined) throw faultError(fault);
      this.#queue.settle(message, lock, outcome, this.connection);
      delivery.settle();
    } catch (cause) {
      if (!(cause instanceof BrokerError)) throw cause;
      this.#context.report({
        operation: outcome.kind,
        entity: this.#queue.path,
        connection: this.connection,
        message,
        condition: cause.condition,
      });
      delivery.refuse(cause);
    }
  }
}

/** .NET counts from the year 1, in tenths of microseconds. */
function ticks(ms: number): bigint {
  const yearOneMs = 62_135_596_800_000n;
  return (BigInt(Math.trunc(ms)) + yearOneMs) * 10_000n;
}
