// What package.json announces of the token flow. It is known at activation; all that is behind it is
// loaded at its first use.
export const PANEL = "cosmosSession.tokenFlow";
export const SOURCES_VIEW = "cosmosSession.sources";
export const CONNECTIONS_VIEW = "cosmosSession.connections";
export const TERMINAL_PROFILE = "cosmosSession.runWithTokenFlow";

/** Of the Connections view, without their prefix. */
export const connectionCommandNames = [
  "connect",
  "forgetConnection",
  "refreshConnections",
  "retryConnection",
  "nameEntities",
  "watchEntity",
  "unwatchEntity",
  "tapTopic",
  "untapTopic",
  "removeTap",
  "stopTap",
] as const;

/** All of them. */
export const commandNames = [
  ...connectionCommandNames,
  "openTokenFlow",
  "startLab",
  "stopLab",
  "copyLabConnections",
  "runWithTokenFlow",
  "debugWithTokenFlow",
  "retrySource",
  "exportFlows",
  "importFlows",
  "clearFlows",
  "pauseTokenFlow",
  "filterTokenFlow",
  "goToRead",
  "showFixOfRead",
  "readItNow",
] as const;

type Commands<Name extends string> = Readonly<
  Record<Name, (...args: never[]) => unknown>
>;

export type ConnectionCommands = Commands<
  (typeof connectionCommandNames)[number]
>;

export type TokenFlowCommands = Commands<(typeof commandNames)[number]>;
