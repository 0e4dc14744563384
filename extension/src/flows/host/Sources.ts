import type { ServiceBusAccess } from "../../connections/openServiceBus.ts";
import type { SourceState } from "../../../panel/protocol.ts";
import { PeekSource, type Peeker } from "../../sources/peek/PeekSource.ts";
import type { PeekedEntity } from "../../sources/peek/readPeeked.ts";
import {
  startLabProcess,
  type LabProcess,
} from "../../sources/lab/startLabProcess.ts";
import {
  startReceiver,
  type Receiver,
} from "../../sources/otlp/startReceiver.ts";
import type { FlowEvent } from "../FlowEvent.ts";
import type { FlowStore } from "../FlowStore.ts";

export interface SourcesOptions {
  readonly store: FlowStore;
  /** The file of the lab's command, and what to pass to it. */
  readonly lab: () => { cli: string; args: readonly string[] };
  readonly openPeeker: (
    access: ServiceBusAccess,
    place: PeekedEntity,
  ) => Promise<Peeker>;
  /** A read that this window made itself, which the lab reports as it does any other. */
  readonly isOurs: (event: FlowEvent) => boolean;
  readonly log: (line: string) => void;
  readonly onChange: () => void;
}

interface Namespace {
  readonly name: string;
  readonly peeks: PeekSource[];
}

/** Everything that this window watches. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #namespaces = new Map<string, Namespace>();
  #receiver: Promise<Receiver> | undefined;
  #running: Receiver | undefined;
  #lab: LabProcess | undefined;
  #labTrouble: string | undefined;
  #isLabStarting = false;
  /** Somebody started one to be watched. */
  #hasPrograms = false;
  #fromPrograms = 0;
  #last = { at: Date.now(), events: 0, rate: 0 };

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  get lab(): LabProcess | undefined {
    return this.#lab;
  }

  /** Something that is watched beside these, such as a tap, is another now. */
  changed(): void {
    this.#options.onChange();
  }

  /** For programs to report to; started at the first need. */
  receiver(): Promise<Receiver> {
    this.#receiver ??= startReceiver({
      onEvents: (events) => {
        const { store, isOurs } = this.#options;
        for (const event of events) if (!isOurs(event)) store.add(event);
        this.#fromPrograms += events.filter(
          ({ process }) => process !== undefined,
        ).length;
      },
    }).then((receiver) => {
      this.#running = receiver;
      this.#options.onChange();
      return receiver;
    });
    return this.#receiver;
  }

  /** A program is about to be started that will report here. */
  expectPrograms(): void {
    this.#hasPrograms = true;
    this.#options.onChange();
  }

  async startLab(): Promise<LabProcess> {
    if (this.#lab !== undefined) return this.#lab;
    this.#isLabStarting = true;
    this.#labTrouble = undefined;
    this.#options.onChange();
    try {
      const { url, env } = await this.receiver();
      const { cli, args } = this.#options.lab();
      const lab = await startLabProcess({
        cli,
        args: [...args, "--otlp", url],
        env,
        onLine: (line) => this.#options.log(`[lab] ${line}`),
        onExit: (code) => {
          if (this.#lab !== lab) return;
          this.#lab = undefined;
          this.#labTrouble = `ended with ${code ?? "a signal"}`;
          this.#options.onChange();
        },
      });
      this.#lab = lab;
      return lab;
    } catch (error) {
      this.#labTrouble =
        error instanceof Error ? error.message : "did not start";
      throw error;
    } finally {
      this.#isLabStarting = false;
      this.#options.onChange();
    }
  }

  async stopLab(): Promise<void> {
    const lab = this.#lab;
    this.#lab = undefined;
    await lab?.stop();
    this.#options.onChange();
  }

  /** Peeks at entities of a namespace; those that are watched already go on. */
  watch(
    name: string,
    access: ServiceBusAccess,
    places: readonly PeekedEntity[],
  ): void {
    const { store, openPeeker, onChange } = this.#options;
    const namespace = this.#namespaces.get(name) ?? { name, peeks: [] };
    this.#namespaces.set(name, namespace);
    for (const place of places) {
      const peek: PeekSource = new PeekSource({
        ...place,
        source: `peek:${name}`,
        connect: () => openPeeker(access, place),
        onEvents: (events) => {
          for (const event of events) store.add(event);
        },
        onUnseen: (count) => store.addUnseen(`${name}/${peek.place}`, count),
        onState: onChange,
      });
      if (namespace.peeks.some((other) => other.place === peek.place)) continue;
      namespace.peeks.push(peek);
      peek.start();
    }
    onChange();
  }

  async forget(name: string): Promise<void> {
    const namespace = this.#namespaces.get(name);
    this.#namespaces.delete(name);
    this.#options.onChange();
    await Promise.all((namespace?.peeks ?? []).map((peek) => peek.stop()));
  }

  async retry(id: string): Promise<void> {
    if (id === "lab") {
      await this.startLab();
      return;
    }
    for (const { name, peeks } of this.#namespaces.values()) {
      for (const peek of peeks) {
        if (id !== `${name}/${peek.place}` && id !== name) continue;
        if (peek.trouble === undefined) continue;
        await peek.stop();
        peek.start();
      }
    }
  }

  states(): SourceState[] {
    const states: SourceState[] = [];
    if (this.#lab !== undefined || this.#isLabStarting) {
      states.push({
        id: "lab",
        name: "Lab",
        state: this.#lab === undefined ? "waiting" : "live",
        words: this.#lab === undefined ? "starting" : `${this.#rate()}/s`,
      });
    } else if (this.#labTrouble !== undefined) {
      states.push({
        id: "lab",
        name: "Lab",
        state: "trouble",
        words: this.#labTrouble.slice(0, 200),
        canRetry: true,
      });
    }
    if (this.#hasPrograms || this.#fromPrograms > 0) {
      states.push({
        id: "programs",
        name: "Programs",
        state: this.#fromPrograms > 0 ? "live" : "waiting",
        words:
          this.#fromPrograms > 0
            ? `${this.#fromPrograms} spans`
            : "nothing reported yet",
      });
    }
    for (const { name, peeks } of this.#namespaces.values()) {
      for (const peek of peeks) {
        const { trouble } = peek;
        states.push({
          id: `${name}/${peek.place}`,
          name: `${name} ${peek.place}`,
          state: trouble === undefined ? "live" : "trouble",
          words: peek.words,
          ...(trouble !== undefined && { canRetry: true }),
        });
      }
    }
    return states;
  }

  async dispose(): Promise<void> {
    const receiver = await this.#receiver;
    await Promise.all([
      this.#lab?.stop(),
      receiver?.stop(),
      ...[...this.#namespaces.keys()].map((name) => this.forget(name)),
    ]);
  }

  /** Events a second, over the last two seconds. */
  #rate(): number {
    const now = Date.now();
    const events = this.#running?.counts().events ?? 0;
    if (now - this.#last.at > 2000) {
      const seconds = (now - this.#last.at) / 1000;
      this.#last = {
        at: now,
        events,
        rate: Math.round((events - this.#last.events) / seconds),
      };
    }
    return this.#last.rate;
  }
}
