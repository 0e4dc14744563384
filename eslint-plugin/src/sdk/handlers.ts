/**
 * Functions that a package takes as handlers, by package and member path. A new handler shape is one row here
 * and one row in the table of shapes that the tests run.
 */
import type { Carries, RegistrationRow } from "./types.ts";

export interface ExternalRegistration {
  readonly module: string;
  /** Member path from the package's exports; "()" and "new" as in `ExternalAtom`. */
  readonly path: readonly string[];
  readonly handler: RegistrationRow;
}

const serviceBusTriggers = ["serviceBusTrigger"];

function functionsV4(
  name: string,
  entityProperties: readonly string[],
  preset?: string,
  carries: Carries = "properties",
): ExternalRegistration {
  return {
    module: "@azure/functions",
    path: ["app", name],
    handler: {
      shape: `app.${name}`,
      argument: 1,
      property: "handler",
      params: ["body", "functionContext"],
      entityArgument: 0,
      entityProperties,
      carries,
      ...(preset === undefined ? {} : { preset }),
    },
  };
}

function durableClient(
  name: string,
  triggers?: readonly string[],
): ExternalRegistration {
  return {
    module: "durable-functions",
    path: ["app", "client", name],
    handler: {
      shape: `df.app.client.${name}`,
      argument: 1,
      property: "handler",
      params: ["body", "other", "functionContext"],
      entityArgument: 0,
      ...(triggers ? { triggers } : {}),
      entityProperties: ["queueName", "topicName"],
    },
  };
}

export const externalRegistrations: readonly ExternalRegistration[] = [
  functionsV4("serviceBusQueue", ["queueName"]),
  functionsV4("serviceBusTopic", ["topicName"]),
  {
    module: "@azure/functions",
    path: ["app", "generic"],
    handler: {
      shape: "app.generic",
      argument: 1,
      property: "handler",
      params: ["body", "functionContext"],
      entityArgument: 0,
      triggers: serviceBusTriggers,
    },
  },
  durableClient("serviceBusQueue"),
  durableClient("serviceBusTopic"),
  durableClient("generic", serviceBusTriggers),
  functionsV4("storageQueue", ["queueName"], "storage-queues", "body"),
  functionsV4("eventHub", ["eventHubName"], "event-hubs", "body"),
  functionsV4("eventGrid", [], "event-grid", "unknown"),
  {
    module: "durable-functions",
    path: ["app", "activity"],
    handler: {
      shape: "df.app.activity",
      argument: 1,
      property: "handler",
      params: ["body", "other"],
      entityArgument: 0,
      preset: "durable-activities",
      carries: "body",
    },
  },
  {
    module: "@dapr/dapr",
    path: ["DaprServer", "new", "pubsub", "subscribe"],
    handler: {
      shape: "pubsub.subscribe",
      argument: 2,
      params: ["body", "other"],
      entityArgument: 1,
      preset: "dapr",
      carries: "body",
    },
  },
  {
    module: "@dapr/dapr",
    path: ["DaprServer", "new", "pubsub", "subscribeWithOptions"],
    handler: {
      shape: "pubsub.subscribeWithOptions",
      argument: 2,
      property: "callback",
      params: ["body", "other"],
      entityArgument: 1,
      preset: "dapr",
      carries: "body",
    },
  },
  {
    module: "@azure/event-hubs",
    path: ["EventHubConsumerClient", "new", "subscribe"],
    handler: {
      shape: "eventHub.subscribe",
      argument: 0,
      property: "processEvents",
      params: ["messages", "other"],
      isBatch: true,
      preset: "event-hubs",
      carries: "unknown",
    },
  },
];

/** Calls of packages that hand messages to the function that made the call. */
export const externalReceives: readonly {
  readonly module: string;
  readonly path: readonly string[];
  readonly shape: string;
  readonly preset: string;
}[] = [
  {
    module: "@azure/storage-queue",
    path: ["QueueClient", "new", "receiveMessages"],
    shape: "queueClient.receiveMessages",
    preset: "storage-queues",
  },
  {
    module: "@azure/storage-queue",
    path: [
      "QueueServiceClient",
      "new",
      "getQueueClient",
      "()",
      "receiveMessages",
    ],
    shape: "queueClient.receiveMessages",
    preset: "storage-queues",
  },
];

/** Trigger types in `function.json` (v3) and in `trigger.generic`, and the preset that turns each on. */
export const triggerPresets: Readonly<Record<string, string | undefined>> = {
  serviceBusTrigger: undefined,
  queueTrigger: "storage-queues",
  eventHubTrigger: "event-hubs",
  eventGridTrigger: "event-grid",
  activityTrigger: "durable-activities",
  daprTopicTrigger: "dapr",
};

/** Where the messages of a trigger in `function.json` may bear a token; all others: as of a handler named by a setting. */
export const triggerCarries: Readonly<Record<string, Carries | undefined>> = {
  serviceBusTrigger: "properties",
  queueTrigger: "body",
  eventHubTrigger: "body",
  activityTrigger: "body",
  // The data stand one level below, in an event.
  eventGridTrigger: "unknown",
  daprTopicTrigger: "unknown",
};

/** `trigger.serviceBusQueue(…)` and the like, as the trigger of `app.generic`. */
export const triggerFactories: Readonly<Record<string, string>> = {
  serviceBusQueue: "serviceBusTrigger",
  serviceBusTopic: "serviceBusTrigger",
  storageQueue: "queueTrigger",
  eventHub: "eventHubTrigger",
  eventGrid: "eventGridTrigger",
  http: "httpTrigger",
};

/** Functions v4 options that are a Cosmos input binding: made by `input.cosmosDB(…)`. */
export const COSMOS_INPUT = {
  module: "@azure/functions",
  path: ["input", "cosmosDB"],
} as const;

/** Types of the same in `function.json`; the second is that of the first runtime. */
export const cosmosInputTypes: ReadonlySet<string> = new Set([
  "cosmosdb",
  "documentdb",
]);

export const PRESETS = [
  "event-hubs",
  "storage-queues",
  "event-grid",
  "durable-activities",
  "dapr",
] as const;
export type Preset = (typeof PRESETS)[number];

/**
 * Members that keep a function for later instead of calling it now. A function given to one of them is no part
 * of what the caller reaches.
 */
export const deferring = new Set([
  "on",
  "once",
  "off",
  "addListener",
  "addEventListener",
  "prependListener",
  "subscribe",
  "listen",
  "use",
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "options",
  "all",
  "route",
  "register",
  "http",
  "timer",
  "setInterval",
  "schedule",
  "cron",
]);

/** Texts by which a file shows that it may hold a handler of a preset. */
export const presetMarkers: Readonly<Record<Preset, readonly string[]>> = {
  "event-hubs": ["@azure/event-hubs", "eventHub"],
  "storage-queues": ["@azure/storage-queue", "storageQueue", "queueTrigger"],
  "event-grid": ["eventGrid"],
  "durable-activities": ["durable-functions", "activityTrigger"],
  dapr: ["@dapr/dapr", "daprTopicTrigger"],
};
