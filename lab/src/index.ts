export {
  startLab,
  type Lab,
  type LabAddresses,
  type LabOptions,
} from "./startLab.ts";
export type { LabConfig } from "./readConfig.ts";
export {
  LabRequestError,
  type AnsweringReplica,
  type Consistency,
  type ContainerConfig,
  type CosmosConfig,
  type DatabaseConfig,
  type Fault,
  type LagSettings,
  type NamespaceConfig,
  type PartitionKeyDefinition,
  type QueueConfig,
  type ServiceBusConfig,
  type SubscriptionConfig,
  type TopicConfig,
} from "./config.ts";
export type { ContainerInRegion, Controls } from "./control/Controls.ts";
export type { LabState } from "./control/LabState.ts";
export type { JoinedBy, LogEntry } from "./observe/LogEntry.ts";
export type { LogListener } from "./observe/Log.ts";
export { HeldClock, type Clock } from "./replication/clock.ts";
export type { Verdict } from "./sessionToken.ts";
