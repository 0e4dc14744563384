import type { EntityProperties } from "../../config.ts";
import { badRequest, unsupported } from "./AdministrationError.ts";
import type { XmlElement } from "./readXml.ts";
import { writeElement } from "./writeXml.ts";

type PropertyType = "boolean" | "integer" | "duration" | "text";

interface EntityProperty {
  readonly type: PropertyType;
  /** What the service has for an entity that was made without it; none: it is not sent. */
  readonly preset?: boolean | number | string;
  /** The service refuses to change it. */
  readonly fixed?: true;
  /** The only value that the lab has, in lower case; others answer an error that names the property. */
  readonly only?: string;
}

/** .NET's TimeSpan.MaxValue: never. */
const forever = "P10675199DT2H48M5.4775807S";

const lockDuration: EntityProperty = { type: "duration", preset: "PT1M" };
const no: EntityProperty = { type: "boolean", preset: false };
const fixedNo: EntityProperty = { ...no, fixed: true };
const onlyNo: EntityProperty = { ...fixedNo, only: "false" };
const yes: EntityProperty = { type: "boolean", preset: true };
const timeToLive: EntityProperty = { type: "duration", preset: forever };
const deliveryCount: EntityProperty = { type: "integer", preset: 10 };
const size: EntityProperty = { type: "integer", preset: 1024 };
const status: EntityProperty = {
  type: "text",
  preset: "Active",
  only: "active",
};
const available: EntityProperty = { type: "text", preset: "Available" };
const window: EntityProperty = { type: "duration", preset: "PT10M" };
const text: EntityProperty = { type: "text" };
const onlyNothing: EntityProperty = { type: "text", only: "" };

// Names, order and presets: answers of the service to @azure/service-bus and the documentation of its
// properties. LockDuration, DefaultMessageTimeToLive, DeadLetteringOnMessageExpiration, MaxDeliveryCount
// and RequiresSession have an effect; the others are kept and given back.

export const queueProperties: ReadonlyMap<string, EntityProperty> = new Map([
  ["LockDuration", lockDuration],
  ["MaxSizeInMegabytes", size],
  ["RequiresDuplicateDetection", onlyNo],
  ["RequiresSession", fixedNo],
  ["DefaultMessageTimeToLive", timeToLive],
  ["DeadLetteringOnMessageExpiration", no],
  ["DuplicateDetectionHistoryTimeWindow", window],
  ["MaxDeliveryCount", deliveryCount],
  ["EnableBatchedOperations", yes],
  ["AuthorizationRules", onlyNothing],
  ["Status", status],
  ["ForwardTo", onlyNothing],
  ["UserMetadata", text],
  ["SupportOrdering", yes],
  ["AutoDeleteOnIdle", timeToLive],
  ["EnablePartitioning", fixedNo],
  ["EntityAvailabilityStatus", available],
  ["ForwardDeadLetteredMessagesTo", onlyNothing],
  ["EnableExpress", no],
  ["MaxMessageSizeInKilobytes", { type: "integer", preset: 256 }],
]);

export const topicProperties: ReadonlyMap<string, EntityProperty> = new Map([
  ["DefaultMessageTimeToLive", timeToLive],
  ["MaxSizeInMegabytes", size],
  ["RequiresDuplicateDetection", onlyNo],
  ["DuplicateDetectionHistoryTimeWindow", window],
  ["EnableBatchedOperations", yes],
  ["AuthorizationRules", onlyNothing],
  ["Status", status],
  ["UserMetadata", text],
  ["SupportOrdering", yes],
  ["AutoDeleteOnIdle", timeToLive],
  ["EnablePartitioning", fixedNo],
  ["EntityAvailabilityStatus", available],
  ["EnableExpress", no],
  ["MaxMessageSizeInKilobytes", { type: "integer", preset: 256 }],
]);

export const subscriptionProperties: ReadonlyMap<string, EntityProperty> =
  new Map([
    ["LockDuration", lockDuration],
    ["RequiresSession", fixedNo],
    ["DefaultMessageTimeToLive", timeToLive],
    ["DeadLetteringOnMessageExpiration", no],
    ["DeadLetteringOnFilterEvaluationExceptions", yes],
    ["MaxDeliveryCount", deliveryCount],
    ["EnableBatchedOperations", yes],
    ["Status", status],
    ["ForwardTo", onlyNothing],
    ["UserMetadata", text],
    ["ForwardDeadLetteredMessagesTo", onlyNothing],
    ["AutoDeleteOnIdle", timeToLive],
    ["EntityAvailabilityStatus", available],
  ]);

/** Counts and times that clients send back with the rest; they are not theirs to set. */
const readOnly = new Set([
  "Name",
  "Path",
  "SizeInBytes",
  "MessageCount",
  "SubscriptionCount",
  "CountDetails",
  "CreatedAt",
  "UpdatedAt",
  "AccessedAt",
  "IsAnonymousAccessible",
  "IsExpress",
  "EnableSubscriptionPartitioning",
  "FilteringMessagesBeforePublishing",
  // Read apart: it is a rule.
  "DefaultRuleDescription",
]);

/**
 * The properties of a request, under the names of Config.json and with its types.
 *
 * @throws {AdministrationError} For a value that is none, and what the lab has not.
 */
export function readProperties(
  description: XmlElement,
  known: ReadonlyMap<string, EntityProperty>,
): EntityProperties {
  const properties: Record<string, unknown> = {};
  for (const child of description.children) {
    const { name } = child;
    if (readOnly.has(name)) continue;
    const property = known.get(name);
    if (property === undefined) {
      throw unsupported(
        `the property ${name} of a ${description.name}. Leave it out.`,
      );
    }
    const given =
      child.children.length > 0 ? "a value with parts" : child.text.trim();
    if (property.only !== undefined && given.toLowerCase() !== property.only) {
      throw unsupported(
        `${name} = ${given.slice(0, 80)}. Leave ${name} out${property.only === "" ? "" : `, or say ${property.only}`}.`,
      );
    }
    if (property.only === "") continue;
    properties[name] = readValue(name, property.type, given);
  }
  return properties;
}

/** @throws {AdministrationError} When a property changes that the service keeps as it was made. */
export function assertChangeable(
  kind: string,
  known: ReadonlyMap<string, EntityProperty>,
  before: EntityProperties,
  after: EntityProperties,
): void {
  for (const [name, property] of known) {
    if (property.fixed !== true || after[name] === undefined) continue;
    if ((before[name] ?? property.preset) !== after[name]) {
      throw badRequest(
        `The value for the '${name}' property of an existing ${kind} cannot be changed. Delete the ${kind.toLowerCase()} and create it anew.`,
      );
    }
  }
}

export function writeProperties(
  properties: EntityProperties,
  known: ReadonlyMap<string, EntityProperty>,
): string {
  let written = "";
  for (const [name, property] of known) {
    const value = properties[name] ?? property.preset;
    if (
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    ) {
      written += writeElement(name, String(value));
    }
  }
  return written;
}

const duration =
  /^P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;

function readValue(
  name: string,
  type: PropertyType,
  given: string,
): boolean | number | string {
  switch (type) {
    case "boolean": {
      const word = given.toLowerCase();
      if (word === "true" || word === "false") return word === "true";
      break;
    }
    case "integer":
      if (/^\d{1,15}$/.test(given)) return Number(given);
      break;
    case "duration":
      if (duration.test(given)) return given;
      break;
    case "text":
      if (given.length <= 1024) return given;
  }
  const expected = {
    boolean: "true or false",
    integer: "a whole number",
    duration: 'an ISO 8601 duration such as "PT1M30S"',
    text: "a text of at most 1024 characters",
  }[type];
  throw badRequest(
    `${name} is "${given.slice(0, 80)}", and must be ${expected}.`,
  );
}
