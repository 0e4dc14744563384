import type { SourceState } from "../../../panel/protocol.ts";
import type { ConnectionRecord } from "../../connections/ConnectionRecord.ts";
import type { Trouble } from "../../connections/explainFailure.ts";
import type { Administration } from "../../connections/openAdministration.ts";
import type { MessageEvent } from "../../flows/FlowEvent.ts";
import type { TapReceiver } from "./receiveCopies.ts";
import { tapSourceOf } from "./tapName.ts";
import { TapSource } from "./TapSource.ts";

export interface TapsOptions {
  readonly administrationOf: (
    record: ConnectionRecord,
  ) => Promise<Administration>;
  readonly openTap: (
    record: ConnectionRecord,
    topic: string,
    name: string,
  ) => Promise<TapReceiver>;
  /** Asked for at each start. */
  readonly settings: () => TapSettings;
  readonly onEvents: (events: readonly MessageEvent[]) => void;
  readonly onState: () => void;
  /** A subscription came or went. */
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

export interface TapSettings {
  /** The service deletes a tap that nobody received from for so long; five is the least that it takes. */
  readonly deleteWhenIdleMinutes: number;
  /** It ends by itself then, whoever looks. */
  readonly endAfterMinutes: number;
}

interface Tap {
  readonly record: ConnectionRecord;
  readonly source: TapSource;
}

/** The taps of this window: none that a person did not ask for, none that outlives it. */
export class Taps {
  readonly #options: TapsOptions;
  readonly #taps = new Map<string, Tap>();

  constructor(options: TapsOptions) {
    this.#options = options;
  }

  /** @returns why there is none */
  async start(
    record: ConnectionRecord,
    topic: string,
  ): Promise<Trouble | undefined> {
    const id = idOf(record.id, topic);
    const known = this.#taps.get(id);
    // With the settings of now, also after it ended.
    if (known?.source.isOff === false) return known.source.trouble;
    const source = this.#sourceOf(record, topic);
    this.#taps.set(id, { record, source });
    return source.start();
  }

  /** @returns why its subscription is still there */
  async stop(connection: string, topic: string): Promise<Trouble | undefined> {
    const id = idOf(connection, topic);
    const tap = this.#taps.get(id);
    if (tap === undefined) return undefined;
    const left = await tap.source.stop();
    this.#taps.delete(id);
    if (left !== undefined) {
      this.#options.log(`The tap on ${topic} is still there: ${left.words}`);
    }
    this.#options.onState();
    return left;
  }

  /** All of a connection that ends, or of this window. */
  async stopAll(connection?: string): Promise<void> {
    // One that fails ends no wait for the others: the window may be closing.
    await Promise.allSettled(
      [...this.#taps.values()]
        .filter(({ record }) => (connection ?? record.id) === record.id)
        .map(({ record, source }) => this.stop(record.id, source.topic)),
    );
  }

  /** @param id as in `states` */
  async retry(id: string): Promise<void> {
    const tap = this.#taps.get(id);
    if (tap === undefined) return;
    // What is left of the last one goes first: there is never more than one on a topic.
    await tap.source.stop();
    await this.start(tap.record, tap.source.topic);
  }

  async stopById(id: string): Promise<Trouble | undefined> {
    const tap = this.#taps.get(id);
    return tap && this.stop(tap.record.id, tap.source.topic);
  }

  /** The name of the subscription, where this window taps the topic. */
  nameOf(connection: string, topic: string): string | undefined {
    return this.#taps.get(idOf(connection, topic))?.source.name;
  }

  states(): SourceState[] {
    return [...this.#taps].map(([id, { record, source }]) => ({
      id,
      name: `${record.name} ${source.topic} (tap)`,
      state:
        source.trouble !== undefined
          ? "trouble"
          : source.isLive
            ? "live"
            : source.isOff
              ? "off"
              : "waiting",
      words: source.words,
      ...((source.trouble !== undefined || source.isOff) && { canRetry: true }),
      isTap: true,
    }));
  }

  #sourceOf(record: ConnectionRecord, topic: string): TapSource {
    const { administrationOf, openTap, settings, onEvents } = this.#options;
    const { deleteWhenIdleMinutes, endAfterMinutes } = settings();
    let name: string | undefined;
    let administration: Administration | undefined;
    const source: TapSource = new TapSource({
      topic,
      source: tapSourceOf(record.name),
      create: async (name) => {
        administration = await administrationOf(record);
        await administration.createTap(topic, name, deleteWhenIdleMinutes);
      },
      remove: async (name) => {
        // While the window closes nobody can be asked for the key any more.
        administration ??= await administrationOf(record);
        await administration.deleteTap(topic, name);
      },
      connect: (name) => openTap(record, topic, name),
      endAfterMs: endAfterMinutes * 60_000,
      onEvents,
      onState: () => {
        this.#options.onState();
        if (source.name === name) return;
        ({ name } = source);
        this.#options.onChange();
      },
    });
    return source;
  }
}

function idOf(connection: string, topic: string): string {
  return `tap ${connection}/${topic}`.toLowerCase();
}
