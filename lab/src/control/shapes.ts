// What configuration and control API take, field by field.

import type {
  ContainerConfig,
  CosmosConfig,
  DatabaseConfig,
  EntityProperties,
  Fault,
  LagSettings,
  NamespaceConfig,
  PartitionKeyDefinition,
  QueueConfig,
  RuleConfig,
  ServiceBusConfig,
  SubscriptionConfig,
  TopicConfig,
} from "../config.ts";
import { array, fail, object, oneOf, string, wholeNumber } from "./shape.ts";
import type { Check } from "./shape.ts";

/** A day: a lag that is longer is a slip of the hand. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

const containerName: Check<string> = (value, path) =>
  typeof value === "string" && (value === "*" || /^[^/]+\/[^/]+$/.test(value))
    ? value
    : fail(path, '"database/container", or "*" for all', value);

const oneContainer: Check<string> = (value, path) =>
  value === "*"
    ? fail(path, 'one container, "database/container"', value)
    : containerName(value, path);

const lagFields = {
  region: string,
  ms: wholeNumber(0, LONGEST_MS),
  lsn: wholeNumber(0, 1_000_000),
  answer: oneOf(["stalest", "random", "freshest"]),
};

/** Body of `POST /lag`. */
export const checkLag: Check<LagSettings> = (value, path) => {
  const lag = object<LagSettings>({
    required: { container: containerName },
    optional: lagFields,
  })(value, path);
  if (lag.ms !== undefined && lag.lsn !== undefined) {
    return fail(path, 'a lag in "ms" or in "lsn", not in both', value);
  }
  if (lag.ms === undefined && lag.lsn === undefined && !lag.answer) {
    return fail(path, 'something to set: "ms", "lsn" or "answer"', value);
  }
  return lag;
};

export const checkFreeze = object<{
  readonly container: string;
  readonly region?: string;
}>({ required: { container: containerName }, optional: { region: string } });

export const checkSplit = object<{
  readonly container: string;
  readonly range: string;
}>({ required: { container: oneContainer, range: string } });

export const checkFailover = object<{ readonly region: string }>({
  required: { region: string },
});

export const checkAdvance = object<{ readonly advanceMs: number }>({
  required: { advanceMs: wholeNumber(0, 365 * LONGEST_MS) },
});

export const checkNothing = object<object>({});

export const checkFault: Check<Fault> = (value, path) => {
  const fault = object<Fault>({
    required: {
      service: oneOf(["cosmos", "servicebus"]),
      times: wholeNumber(1, 1_000_000),
    },
    optional: {
      operation: string,
      container: oneContainer,
      entity: string,
      status: wholeNumber(400, 599),
      subStatus: wholeNumber(0, 99_999),
      condition: string,
      drop: oneOf([true]),
    },
  })(value, path);
  const wrongHere =
    fault.service === "cosmos"
      ? (["entity", "condition"] as const)
      : (["container", "status", "subStatus"] as const);
  for (const name of wrongHere) {
    if (name in fault) {
      return fail(path, `without "${name}" for ${fault.service}`, value);
    }
  }
  const effect = fault.service === "cosmos" ? "status" : "condition";
  return fault.drop === undefined && fault[effect] === undefined
    ? fail(path, `with "${effect}" or "drop": true`, value)
    : fault;
};

const properties = object<EntityProperties>({ isOpen: true });

const checkRule = object<RuleConfig>({
  required: {
    Name: string,
    Properties: object({
      required: { FilterType: oneOf(["Correlation", "Sql"]) },
      optional: {
        CorrelationFilter: object({ isOpen: true }),
        SqlFilter: object({
          required: { SqlExpression: string },
          isOpen: true,
        }),
      },
      isOpen: true,
    }),
  },
});

const checkSubscription = object<SubscriptionConfig>({
  required: { Name: string },
  optional: { Properties: properties, Rules: array(checkRule) },
});

const checkTopic = object<TopicConfig>({
  required: { Name: string },
  optional: {
    Properties: properties,
    Subscriptions: array(checkSubscription),
  },
});

const checkQueue = object<QueueConfig>({
  required: { Name: string },
  optional: { Properties: properties },
});

const checkNamespace = object<NamespaceConfig>({
  optional: {
    Name: string,
    Queues: array(checkQueue),
    Topics: array(checkTopic),
  },
});

/** `UserConfig` of the official emulator's Config.json. */
export const checkServiceBus: Check<ServiceBusConfig> = (value, path) => {
  const config = object<ServiceBusConfig>({
    required: { Namespaces: array(checkNamespace, 1) },
    isOpen: true,
  })(value, path);
  return config.Namespaces.length > 1
    ? fail(`${path}.Namespaces`, "one namespace, as in the emulator", value)
    : config;
};

/** Body of `POST /entities`; DESIGN names the lists in lower case, the emulator in upper. */
export const checkEntities: Check<NamespaceConfig> = (value, path) => {
  const lists = object<{
    readonly queues?: NamespaceConfig["Queues"];
    readonly topics?: NamespaceConfig["Topics"];
    readonly Queues?: NamespaceConfig["Queues"];
    readonly Topics?: NamespaceConfig["Topics"];
  }>({
    optional: {
      queues: array(checkQueue),
      topics: array(checkTopic),
      Queues: array(checkQueue),
      Topics: array(checkTopic),
    },
  })(value, path);
  return {
    Queues: [...(lists.queues ?? []), ...(lists.Queues ?? [])],
    Topics: [...(lists.topics ?? []), ...(lists.Topics ?? [])],
  };
};

const partitionKey: Check<ContainerConfig["partitionKey"]> = (value, path) => {
  if (typeof value === "string") return keyPath(value, path);
  if (Array.isArray(value)) return array(keyPath, 1)(value, path);
  return object<PartitionKeyDefinition>({
    required: { paths: array(keyPath, 1) },
    optional: {
      kind: oneOf(["Hash", "MultiHash"]),
      version: oneOf([1, 2]),
    },
  })(value, path);
};

const keyPath: Check<string> = (value, path) =>
  typeof value === "string" && value.startsWith("/") && value.length > 1
    ? value
    : fail(path, 'a path that starts with "/", as "/customerId"', value);

const checkContainer = object<ContainerConfig>({
  required: { id: string, partitionKey },
  optional: {
    ranges: wholeNumber(1, 1000),
    defaultTtl: wholeNumber(-1, 2 ** 31 - 1),
    uniqueKeyPolicy: object({
      required: {
        uniqueKeys: array(object({ required: { paths: array(keyPath, 1) } })),
      },
    }),
  },
});

export const checkCosmos = object<CosmosConfig>({
  optional: {
    consistency: oneOf([
      "Session",
      "Eventual",
      "ConsistentPrefix",
      "BoundedStaleness",
      "Strong",
    ]),
    regions: array(string, 1),
    databases: array(
      object<DatabaseConfig>({
        required: { id: string },
        optional: { containers: array(checkContainer) },
      }),
    ),
  },
});
