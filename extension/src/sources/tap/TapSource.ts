import {
  explainTapFailure,
  type Trouble,
} from "../../connections/explainFailure.ts";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import { readPeeked, type PeekableMessage } from "../peek/readPeeked.ts";
import { receiveCopies, type TapReceiver } from "./receiveCopies.ts";
import { makeTapName } from "./tapName.ts";

export interface TapSourceOptions {
  readonly topic: string;
  /** `tap:orders-dev` */
  readonly source: string;
  /** Makes the subscription; needs the Manage right. */
  readonly create: (name: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** A new connection, after the last one failed. */
  readonly connect: (name: string) => Promise<TapReceiver>;
  /** Nobody pays for a tap that was forgotten. */
  readonly endAfterMs: number;
  readonly onEvents: (events: MessageEvent[]) => void;
  readonly onState: () => void;
  readonly makeName?: () => string;
}

/**
 * A subscription of our own on a topic, made when a person asks for it and removed when it ends. It
 * gets a copy of each message; the copies are received and completed, so that each message is seen.
 * The only place in the extension that receives.
 */
export class TapSource {
  readonly #options: TapSourceOptions;
  #ending: AbortController | undefined;
  #running: Promise<void> | undefined;
  /** Of the subscription that is there, as far as we know. */
  #name: string | undefined;
  #state: "off" | "making" | "live" = "off";
  #trouble: Trouble | undefined;
  #count = 0;
  #ended = "not tapped";

  constructor(options: TapSourceOptions) {
    this.#options = options;
  }

  get topic(): string {
    return this.#options.topic;
  }

  get name(): string | undefined {
    return this.#name;
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  get isLive(): boolean {
    return this.#state === "live" && this.#trouble === undefined;
  }

  /** It ended, or could not be made: it can be started again. */
  get isOff(): boolean {
    return this.#state === "off";
  }

  get words(): string {
    if (this.#trouble !== undefined) return this.#trouble.words;
    if (this.#state === "making") return "making its subscription";
    if (this.#state === "off") return this.#ended;
    return `${this.#count} ${this.#count === 1 ? "message" : "messages"}`;
  }

  /**
   * Makes the subscription; receiving goes on behind it.
   *
   * @returns why it could not be made
   */
  async start(): Promise<Trouble | undefined> {
    if (this.#state !== "off") return this.#trouble;
    const ending = new AbortController();
    this.#ending = ending;
    this.#count = 0;
    this.#set("making");
    const making = this.#make();
    this.#running = making;
    await making;
    if (this.#name === undefined || ending.signal.aborted) return this.#trouble;
    this.#running = this.#receive(this.#name, ending.signal);
    return undefined;
  }

  /**
   * Removes the subscription.
   *
   * @returns why it is still there; the service deletes it when it was idle for a while
   */
  async stop(ended = "not tapped"): Promise<Trouble | undefined> {
    this.#ended = ended;
    this.#ending?.abort();
    await this.#running;
    const name = this.#name;
    this.#name = undefined;
    const left = name === undefined ? undefined : await this.#remove(name);
    this.#set("off");
    return left;
  }

  async #make(): Promise<void> {
    const name = (this.#options.makeName ?? makeTapName)();
    try {
      await this.#options.create(name);
      this.#name = name;
      this.#set("live");
    } catch (error) {
      this.#set("off", explainTapFailure(error, "making"));
    }
  }

  async #receive(name: string, signal: AbortSignal): Promise<void> {
    const { connect, endAfterMs } = this.#options;
    const end = setTimeout(() => {
      void this.stop(`ended after ${minutes(endAfterMs)}`);
    }, endAfterMs);
    end.unref();
    await receiveCopies(
      {
        connect: () => connect(name),
        take: (messages) => this.#take(messages),
        onSight: () => {
          if (this.#trouble !== undefined) this.#set("live");
        },
        onTrouble: (trouble) => this.#set("live", trouble),
      },
      signal,
    );
    clearTimeout(end);
  }

  #take(messages: readonly PeekableMessage[]): void {
    if (messages.length === 0) return;
    const { topic, source, onEvents } = this.#options;
    const place = { entity: topic, isDeadLetter: false };
    const now = Date.now();
    const events = messages.map((message): MessageEvent => ({
      ...readPeeked(message, place, source, now),
      // Of the copy, which nobody asks for.
      deliveryCount: undefined,
    }));
    // A copy that was handed on, but could not be completed, comes again.
    this.#count += messages.filter(
      ({ deliveryCount }) => (deliveryCount ?? 0) === 0,
    ).length;
    onEvents(events);
    this.#options.onState();
  }

  async #remove(name: string): Promise<Trouble | undefined> {
    try {
      await this.#options.remove(name);
      return undefined;
    } catch (error) {
      const trouble = explainTapFailure(error, "removing");
      // Somebody was faster.
      return trouble.kind === "missing" ? undefined : trouble;
    }
  }

  #set(state: "off" | "making" | "live", trouble?: Trouble): void {
    this.#state = state;
    this.#trouble = trouble;
    this.#options.onState();
  }
}

function minutes(ms: number): string {
  const count = Math.round(ms / 60_000);
  return `${count} ${count === 1 ? "minute" : "minutes"}`;
}
