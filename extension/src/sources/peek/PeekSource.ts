import type { MessageEvent } from "../../flows/FlowEvent.ts";
import {
  explainFailure,
  type Trouble,
} from "../../connections/explainFailure.ts";
import {
  readPeeked,
  type PeekableMessage,
  type PeekedEntity,
} from "./readPeeked.ts";

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
const FASTEST_MS = 500;
const SLOWEST_MS = 10_000;
const SLOWER = 1.5;
const LONGEST_PAUSE_MS = 60_000;
/** Partitioned entities have the partition in the upper bits of their numbers: gaps there mean nothing. */
const PARTITION = 1n << 48n;

/**
 * Watches one queue, subscription or dead-letter queue by peeking behind the last number seen, each
 * time with an explicit number: the SDK's own cursor is shared by all receivers of a client
 * (measured, 7.9.5). One request at a time; quiet entities are asked less and less often.
 */
export class PeekSource {
  readonly #options: PeekSourceOptions;
  #peeker: Peeker | undefined;
  #next = 1n;
  #hasSeen = false;
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
    return `peek every ${seconds} s`;
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
      this.#peeker ??= await this.#options.connect();
      const messages = await this.#peeker.peek(this.#next, BATCH);
      this.#lastAt = Date.now();
      this.#failures = 0;
      this.#take(messages);
      this.#waitMs =
        messages.length === BATCH
          ? 0
          : messages.length > 0
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
      const number = BigInt(message.sequenceNumber?.toString() ?? "0");
      if (number < this.#next) continue;
      // What lay before the first look was taken before anybody watched.
      if (this.#hasSeen && number < PARTITION) unseen += number - this.#next;
      this.#hasSeen = true;
      this.#next = number + 1n;
      events.push(readPeeked(message, this.#options, source, now));
    }
    if (events.length > 0) onEvents(events);
    if (unseen > 0n) onUnseen(Number(unseen));
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
