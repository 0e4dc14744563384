import type { Fault, NamespaceConfig } from "../config.ts";
import type { Observer } from "../observe/observation.ts";
import type { Clock } from "../replication/clock.ts";

export interface BrokerOptions {
  readonly namespace: NamespaceConfig;
  readonly clock: Clock;
  readonly observer: Observer;
  /** `127.0.0.1` unless the user asked for more. */
  readonly host: string;
  /** Plain AMQP; 0: a free one. */
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  /** Folder for keeping the state; in memory only when left out. */
  readonly data?: string;
  /** Take any key, and make a queue or topic when it is first used. */
  readonly makeEntitiesAtFirstUse?: boolean;
}

/** A Service Bus namespace on this machine, and what its keeper may do to it. */
export interface Broker {
  readonly port: number;
  /** AMQP over TLS, for SDKs that cannot do without. */
  readonly tlsPort: number;
  /** The administration API over HTTPS. */
  readonly administrationPort: number;
  readonly keyName: string;
  readonly key: string;
  state(): BrokerState;
  /** @throws {LabRequestError} When one of them cannot be made; then none was. */
  createEntities(namespace: NamespaceConfig): void;
  fail(fault: Fault): void;
  /** As after the start: messages gone, entities of the start there. */
  reset(): void;
  /** What was asked for and is not there, with how often. */
  unknownOperations(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export interface BrokerState {
  readonly queues: readonly (EntityCounts & { readonly name: string })[];
  readonly topics: readonly {
    readonly name: string;
    readonly subscriptions: readonly (EntityCounts & {
      readonly name: string;
      readonly rules: readonly string[];
    })[];
  }[];
}

export interface EntityCounts {
  readonly requiresSession: boolean;
  readonly active: number;
  readonly locked: number;
  readonly scheduled: number;
  readonly deferred: number;
  readonly deadLetter: number;
}
