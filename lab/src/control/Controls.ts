import type { Broker } from "../broker/Broker.ts";
import type { Fault, LagSettings, NamespaceConfig } from "../config.ts";
import { LabRequestError } from "../config.ts";
import type { Gateway } from "../gateway/Gateway.ts";
import type { LogObserver } from "../observe/createObserver.ts";
import type { Log } from "../observe/Log.ts";
import type { LogEntry } from "../observe/LogEntry.ts";
import type { Clock } from "../replication/clock.ts";
import { HeldClock } from "../replication/clock.ts";
import type { LabState } from "./LabState.ts";

/**
 * What may be done to a running lab: the calls of its control API.
 *
 * Each throws a `LabRequestError` when what it names is not there; then nothing was changed.
 */
export interface Controls {
  state(): LabState;
  /** How far replicas stay behind, and which of them answer. Counts for writes after it. */
  lag(settings: LagSettings): void;
  /** A frozen container applies nothing more, and its primary answers no reads. */
  freeze(where: ContainerInRegion): void;
  thaw(where: ContainerInRegion): void;
  /** Splits a partition key range into two. */
  split(where: { readonly container: string; readonly range: string }): void;
  /** Makes another region the one that takes writes. */
  failover(to: { readonly region: string }): void;
  /** Moves the time on; only of a lab that was started with a held clock. */
  clock(by: { readonly advanceMs: number }): Promise<void>;
  /** Everything empty, as after the start. */
  reset(): void;
  /** What happens to the next matching operations. */
  faults(fault: Fault): void;
  /** Makes queues and topics, in the form of the official emulator's Config.json. */
  entities(namespace: NamespaceConfig): void;
  /** The lines after number `since`, as far as they are still kept. */
  log(since?: number): readonly LogEntry[];
}

export interface ContainerInRegion {
  /** `database/container`, or `*` for all. */
  readonly container: string;
  /** All regions when left out. */
  readonly region?: string;
}

export interface Controlled {
  readonly gateway: Gateway;
  readonly broker: Broker;
  readonly observer: LogObserver;
  readonly log: Log;
  readonly clock: Clock;
  /** The lag that the lab was started with, which a reset sets again. */
  readonly lag: readonly LagSettings[];
}

export function createControls(lab: Controlled): Controls {
  const { gateway, broker, observer, log, clock } = lab;
  return {
    state() {
      const { consistency, regions, databases } = gateway.state();
      return {
        cosmos: { consistency, regions, databases },
        serviceBus: broker.state(),
        verdicts: observer.counts(),
        log: { last: log.last },
        unknownOperations: unknownOperations(lab),
      };
    },
    lag: (settings) => gateway.setLag(settings),
    freeze: ({ container, region }) => gateway.freeze(container, region),
    thaw: ({ container, region }) => gateway.thaw(container, region),
    split: ({ container, range }) => gateway.split(container, range),
    failover: ({ region }) => gateway.failover(region),
    async clock({ advanceMs }) {
      if (!(clock instanceof HeldClock)) {
        throw new LabRequestError(
          "ClockNotHeld",
          "The lab runs by the machine's clock, which nobody can move. Start it with startLab({ clock: new HeldClock() }).",
        );
      }
      await clock.advance(advanceMs);
    },
    reset() {
      gateway.reset();
      broker.reset();
      observer.clear();
      for (const settings of lab.lag) gateway.setLag(settings);
    },
    faults(fault) {
      if (fault.service === "cosmos") gateway.fail(fault);
      else broker.fail(fault);
    },
    entities: (namespace) => broker.createEntities(namespace),
    log: (since) => log.since(since),
  };
}

/** What programs asked for and the lab has not, with how often; `item.foo (Cosmos DB)`. */
export function unknownOperations(
  lab: Pick<Controlled, "gateway" | "broker">,
): Readonly<Record<string, number>> {
  return Object.fromEntries([
    ...[...lab.gateway.unknownOperations()].map(
      ([name, count]) => [`Cosmos DB: ${name}`, count] as const,
    ),
    ...[...lab.broker.unknownOperations()].map(
      ([name, count]) => [`Service Bus: ${name}`, count] as const,
    ),
  ]);
}
