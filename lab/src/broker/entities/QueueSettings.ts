import { LabRequestError, type EntityProperties } from "../../config.ts";
import { parseDuration } from "./duration.ts";

export interface QueueSettings {
  readonly lockDurationMs: number;
  readonly maxDeliveryCount: number;
  /** `Infinity` when messages do not expire by themselves. */
  readonly defaultTtlMs: number;
  readonly deadLetterOnExpiration: boolean;
  readonly requiresSession: boolean;
}

/** Defaults of the service (documentation of its queue properties), not of the official emulator. */
const defaultSettings: QueueSettings = {
  lockDurationMs: 60_000,
  maxDeliveryCount: 10,
  defaultTtlMs: Infinity,
  deadLetterOnExpiration: false,
  requiresSession: false,
};

/** What is asked for with these, the lab has not. Values that switch it off are taken. */
const missing = [
  "RequiresDuplicateDetection",
  "ForwardTo",
  "ForwardDeadLetteredMessagesTo",
];

/** @throws {LabRequestError} */
export function readSettings(
  name: string,
  properties: EntityProperties = {},
): QueueSettings {
  for (const property of missing) {
    const value = properties[property];
    if (
      value === undefined ||
      value === null ||
      value === false ||
      value === ""
    )
      continue;
    throw new LabRequestError(
      "NotSupported",
      `"${name}" asks for ${property}, which the lab does not have. Leave it out.`,
    );
  }
  const count = properties.MaxDeliveryCount ?? defaultSettings.maxDeliveryCount;
  if (!Number.isInteger(count) || count < 1) {
    throw new LabRequestError(
      "BadProperty",
      `MaxDeliveryCount of "${name}" is ${String(count)}: give a whole number from 1.`,
    );
  }
  return {
    lockDurationMs:
      duration(name, "LockDuration", properties) ??
      defaultSettings.lockDurationMs,
    maxDeliveryCount: count,
    defaultTtlMs:
      duration(name, "DefaultMessageTimeToLive", properties) ??
      defaultSettings.defaultTtlMs,
    deadLetterOnExpiration:
      properties.DeadLetteringOnMessageExpiration ?? false,
    requiresSession: properties.RequiresSession ?? false,
  };
}

function duration(
  name: string,
  property: string,
  properties: EntityProperties,
): number | undefined {
  const text = properties[property];
  if (text === undefined || text === null) return undefined;
  const ms = typeof text === "string" ? parseDuration(text) : undefined;
  if (ms === undefined || ms === 0) {
    throw new LabRequestError(
      "BadProperty",
      `${property} of "${name}" is ${JSON.stringify(text)}: give an ISO 8601 duration such as "PT1M".`,
    );
  }
  return ms;
}
