// What a lab starts with. Names are those of DESIGN.md section 7 and of the official emulator.

export type Consistency =
  "Session" | "Eventual" | "ConsistentPrefix" | "BoundedStaleness" | "Strong";

/** Which replica answers a read that carries no token. */
export type AnsweringReplica = "stalest" | "random" | "freshest";

export interface CosmosConfig {
  readonly consistency?: Consistency;
  /** The first one takes writes. `["Local"]` when left out. */
  readonly regions?: readonly string[];
  readonly databases?: readonly DatabaseConfig[];
}

export interface DatabaseConfig {
  readonly id: string;
  readonly containers?: readonly ContainerConfig[];
}

export interface ContainerConfig {
  readonly id: string;
  /** One path, several for a hierarchical key, or the definition as the SDK takes it. */
  readonly partitionKey: string | readonly string[] | PartitionKeyDefinition;
  /** How many partition key ranges it starts with. 1 when left out. */
  readonly ranges?: number;
  readonly defaultTtl?: number;
  readonly uniqueKeyPolicy?: {
    readonly uniqueKeys: readonly { readonly paths: readonly string[] }[];
  };
}

export interface PartitionKeyDefinition {
  readonly paths: readonly string[];
  readonly kind?: "Hash" | "MultiHash";
  readonly version?: 1 | 2;
}

/** Body of `POST /lag`. */
export interface LagSettings {
  /** `database/container`, or `*` for all, also those made later. */
  readonly container: string;
  readonly region?: string;
  /** Milliseconds until a write has reached the slowest replica. */
  readonly ms?: number;
  /** Or: how many writes the slowest replica stays behind. */
  readonly lsn?: number;
  readonly answer?: AnsweringReplica;
}

/** `UserConfig` of the official emulator's Config.json, as far as it is understood. */
export interface ServiceBusConfig {
  readonly Namespaces: readonly NamespaceConfig[];
}

export interface NamespaceConfig {
  readonly Name?: string;
  readonly Queues?: readonly QueueConfig[];
  readonly Topics?: readonly TopicConfig[];
}

export interface QueueConfig {
  readonly Name: string;
  readonly Properties?: EntityProperties;
}

export interface EntityProperties {
  readonly DeadLetteringOnMessageExpiration?: boolean;
  /** ISO 8601 duration */
  readonly DefaultMessageTimeToLive?: string;
  readonly LockDuration?: string;
  readonly MaxDeliveryCount?: number;
  readonly RequiresSession?: boolean;
  readonly [other: string]: unknown;
}

export interface TopicConfig {
  readonly Name: string;
  readonly Properties?: EntityProperties;
  readonly Subscriptions?: readonly SubscriptionConfig[];
}

export interface SubscriptionConfig {
  readonly Name: string;
  readonly Properties?: EntityProperties;
  readonly Rules?: readonly RuleConfig[];
}

export interface RuleConfig {
  readonly Name: string;
  readonly Properties: {
    readonly FilterType: "Correlation" | "Sql";
    readonly CorrelationFilter?: Readonly<Record<string, unknown>>;
    readonly SqlFilter?: { readonly SqlExpression: string };
  };
}

/** Body of `POST /faults`: what happens to the next matching operations. */
export interface Fault {
  readonly service: "cosmos" | "servicebus";
  readonly operation?: string;
  readonly container?: string;
  readonly entity?: string;
  readonly times: number;
  readonly status?: number;
  readonly subStatus?: number;
  readonly condition?: string;
  readonly drop?: true;
}

/** A request of the control API or an option that cannot be followed; nothing was changed. */
export class LabRequestError extends Error {
  override readonly name = "LabRequestError";
  readonly code: string;

  /**
   * @param code For programs, `ContainerNotFound`.
   * @param message What happened, where, and what to do.
   */
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
