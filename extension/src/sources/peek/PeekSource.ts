import type { MessageEvent } from "../../flows/FlowEvent.ts";
import {
  explainFailure,
  type Trouble,
} from "../../connections/explainFailure.ts";
import { findEnd } from "./findEnd.ts";
import {
  readPeeked,
  type PeekableMessage,
  type PeekedEntity,
} from "./readPeeked.ts";
import { Waiting } from "./Waiting.ts";

/** The one call that the panel makes of `@azure/service-bus`. */
export interface Peeker {
  peek(from: bigint, count: number): Promise<readonly PeekableMessage[]>;
  close(): Promise<void>;
}

export interface PeekSourceOptions extends PeekedEntity {
  /** `peek:orders-dev` */
  readonly source: string;
  /** A new connection, after the last one failed. */
  readonly connect: () => Promise<Peeker>;
  readonly onEvents: (events: MessageEvent[]) => void;
  /** Sequence numbers that were passed over: consumers took those messages first. */
  readonly onUnseen: (count: number) => void;
  readonly onState: () => void;
}

const BATCH = 250;
/** Of a queue that is longer than a page, so many of the newest are read. */
const BACKLOG = 2000n;
/** Looked at again each time. Small, as the bodies come along. */
const AGAIN = 50;
const FASTEST_MS = 500;
const SLOWEST_MS = 10_000;
const SLOWER = 1.5;
const LONGEST_PAUSE_MS = 60_000;
/** Partitioned entities have the partition in the upper bits of their numbers: gaps there mean nothing. */
const PARTITION = 1n << 48n;

/**
 * Watches one queue, subscription or dead-letter queue by peeking behind the last number seen, each
 * time with an explicit number: the SDK's own cursor is shared by all receivers of a client
 * (measured, 7.9.5). Behind each such look, one page of what was seen before and may still wait is
 * looked at again, to notice what was taken. One request at a time; quiet entities are asked less
 * and less often.
 */
export class PeekSource {
  readonly #options: PeekSourceOptions;
  #peeker: Peeker | undefined;
  #next = 1n;
  #hasSeen = false;
  /** It has read up to the end once: what is missing from now on was taken while it watched. */
  #isAtEnd = false;
  /** Numbers that were left out of a long backlog: so many messages, or fewer. */
  #skipped = 0n;
  readonly #waiting = new Waiting();
  #waitMs = FASTEST_MS;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;
  #running: Promise<void> | undefined;
  #trouble: Trouble | undefined;
  #lastAt: number | undefined;

  constructor(options: PeekSourceOptions) {
    this.#options = options;
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  get place(): string {
    const { entity, subscription, isDeadLetter } = this.#options;
    const name =
      subscription === undefined ? entity : `${entity}/${subscription}`;
    return isDeadLetter ? `${name} dead letters` : name;
  }

  get words(): string {
    if (this.#isStopped) return "not watched";
    if (this.#trouble !== undefined) return this.#trouble.words;
    if (this.#lastAt === undefined) return "connecting";
    const seconds = Math.round(this.#waitMs / 100) / 10;
    const pace = `peek every ${seconds} s`;
    return this.#skipped === 0n
      ? pace
      : `${pace}, up to ${this.#skipped} older messages not read`;
  }

  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#trouble = undefined;
    this.#failures = 0;
    this.#waitMs = FASTEST_MS;
    this.#again(0);
  }

  /** Waits for a request that is on its way, so that nothing is left open. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#disconnect();
  }

  /** One look, as the timer makes it; for tests and "look now". */
  async look(): Promise<void> {
    try {
      const peeker = (this.#peeker ??= await this.#options.connect());
      const messages = await peeker.peek(this.#next, BATCH);
      this.#lastAt = Date.now();
      this.#failures = 0;
      const isFirst = !this.#hasSeen;
      this.#take(messages);
      const isFull = messages.length === BATCH;
      if (isFirst && isFull) await this.#skipTo(peeker);
      if (!isFull) this.#isAtEnd = true;
      const taken = isFull ? 0 : await this.#lookAgain(peeker);
      this.#waitMs = isFull
        ? 0
        : messages.length + taken > 0
          ? FASTEST_MS
          : Math.min(SLOWEST_MS, Math.max(FASTEST_MS, this.#waitMs * SLOWER));
      this.#setTrouble(undefined);
    } catch (error) {
      this.#failures++;
      await this.#disconnect();
      const trouble = explainFailure(error);
      this.#waitMs = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** this.#failures);
      this.#setTrouble(trouble);
    }
  }

  #take(messages: readonly PeekableMessage[]): void {
    const { source, onEvents, onUnseen } = this.#options;
    const now = Date.now();
    const events: MessageEvent[] = [];
    let unseen = 0n;
    for (const message of messages) {
      const number = numberOf(message);
      if (number < this.#next) continue;
      // What is missing from a backlog was taken before anybody watched.
      if (this.#hasSeen && this.#isAtEnd && number < PARTITION) {
        unseen += number - this.#next;
      }
      this.#hasSeen = true;
      this.#next = number + 1n;
      const event = readPeeked(message, this.#options, source, now);
      events.push(event);
      this.#remember(number, message, event.messageId);
    }
    if (events.length > 0) onEvents(events);
    if (unseen > 0n) onUnseen(Number(unseen));
  }

  /** A long backlog is not read through: what was sent last is what somebody looks for. */
  async #skipTo(peeker: Peeker): Promise<void> {
    if (this.#next >= PARTITION) return;
    const end = await findEnd(this.#next - 1n, BigInt(BATCH), async (from) => {
      const [first] = await peeker.peek(from, 1);
      return first && numberOf(first);
    });
    const start = end - BACKLOG;
    if (start <= this.#next) return;
    this.#skipped = start - this.#next;
    this.#next = start;
  }

  /** Only what a later look can tell of: see `Waiting`. */
  #remember(
    number: bigint,
    { state, expiresAtUtc }: PeekableMessage,
    messageId: string,
  ): void {
    // Pages of partitioned entities are in no order, and those of session entities may be partial.
    if (number >= PARTITION || this.#options.requiresSession === true) return;
    // Becomes another message, with a new number, when its time has come (service documentation).
    if (state === "scheduled") return;
    this.#waiting.add(number, {
      messageId,
      expiresAt:
        expiresAtUtc instanceof Date ? expiresAtUtc.getTime() : undefined,
    });
  }

  /** @returns how many were taken */
  async #lookAgain(peeker: Peeker): Promise<number> {
    const from = this.#waiting.next();
    if (from === undefined) return 0;
    const page = await peeker.peek(from, AGAIN);
    const now = Date.now();
    const { source, entity, subscription, isDeadLetter } = this.#options;
    const events = this.#waiting
      .compare(from, page.map(numberOf))
      // Nobody took what has expired.
      .filter(({ message }) => (message.expiresAt ?? Infinity) > now)
      .map(({ number, message: { messageId } }): MessageEvent => ({
        kind: "taken",
        time: now,
        source,
        entity,
        subscription,
        messageId,
        peeked: {
          sequenceNumber: String(number),
          isDeadLetter,
          system: {},
          application: {},
        },
      }));
    if (events.length > 0) this.#options.onEvents(events);
    return events.length;
  }

  #again(waitMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.look().then(() => {
        // A wrong key stays wrong: asking again and again would lock people out.
        if (this.#trouble?.isPassing !== false) this.#again(this.#waitMs);
      });
    }, waitMs);
    this.#timer.unref();
  }

  #setTrouble(trouble: Trouble | undefined): void {
    this.#trouble = trouble;
    this.#options.onState();
  }

  async #disconnect(): Promise<void> {
    const peeker = this.#peeker;
    this.#peeker = undefined;
    await peeker?.close().catch(() => {});
  }
}

function numberOf({ sequenceNumber }: PeekableMessage): bigint {
  return BigInt(sequenceNumber?.toString() ?? "0");
}
