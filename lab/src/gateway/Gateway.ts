import type { CosmosConfig, Fault, LagSettings } from "../config.ts";
import type { Observer } from "../observe/observation.ts";
import type { Clock } from "../replication/clock.ts";

export interface GatewayOptions {
  readonly config: CosmosConfig;
  readonly clock: Clock;
  readonly seed: number;
  readonly observer: Observer;
  /** `127.0.0.1` unless the user asked for more. */
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  /** How long a read with a token waits for a replica to catch up before it answers 404/1002. */
  readonly waitBudgetMs: number;
  /** Folder for keeping the state; in memory only when left out. */
  readonly data?: string;
  /** Take any account name and key, and say which flag makes a missing container. */
  readonly anyAccount?: boolean;
}

/** A Cosmos DB account on this machine, and what its keeper may do to it. */
export interface Gateway {
  readonly endpoint: string;
  readonly httpsEndpoint: string;
  readonly key: string;
  state(): CosmosState;
  /** @throws {LabRequestError} All of these, when what they name is not there; then nothing changed. */
  setLag(settings: LagSettings): void;
  freeze(container: string, region?: string): void;
  thaw(container: string, region?: string): void;
  split(container: string, range: string): void;
  failover(region: string): void;
  fail(fault: Fault): void;
  /** As after the start. */
  reset(): void;
  /** What was asked for and is not there, with how often. */
  unknownOperations(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export interface CosmosState {
  readonly consistency: string;
  readonly regions: readonly {
    readonly name: string;
    readonly takesWrites: boolean;
  }[];
  readonly databases: readonly {
    readonly id: string;
    readonly containers: readonly ContainerState[];
  }[];
}

export interface ContainerState {
  readonly id: string;
  readonly partitionKey: readonly string[];
  readonly ranges: readonly RangeState[];
}

export interface RangeState {
  readonly id: string;
  readonly minInclusive: string;
  readonly maxExclusive: string;
  readonly parents: readonly string[];
  /** Of the last commit. */
  readonly lsn: number;
  readonly items: number;
  readonly replicas: readonly {
    readonly name: string;
    readonly region: string;
    readonly isPrimary: boolean;
    readonly lsn: number;
    readonly frozen: boolean;
  }[];
}
