/**
 * Packages between the receiver of a message and the code that handles it: which of their calls run which functions of
 * the code base. All of it as their documentation says.
 */

/** Event emitters: `on` keeps a function, `emit` runs it. By module and exported name; "" is the module itself. */
export const emitterClasses: ReadonlySet<string> = new Set([
  ...["events", "node:events"].flatMap((name) => [
    `${name}:`,
    `${name}:EventEmitter`,
  ]),
  "eventemitter3:",
  "eventemitter3:EventEmitter",
  "eventemitter2:",
  "eventemitter2:EventEmitter2",
  "emittery:",
  "emittery:Emittery",
  "tiny-typed-emitter:TypedEmitter",
]);

/** Methods that keep a listener, of emitters, streams and whatever a package makes after their manner. */
export const LISTENING_METHODS: ReadonlySet<string> = new Set([
  "on",
  "once",
  "addListener",
  "addEventListener",
  "prependListener",
  "prependOnceListener",
]);

/** Functions that make one. */
export const emitterFactories: ReadonlySet<string> = new Set([
  "mitt:",
  "nanoevents:createNanoEvents",
]);

export const EMITTER_METHODS = {
  keeping: new Set([
    "on",
    "once",
    "addListener",
    "prependListener",
    "prependOnceListener",
  ]),
  running: new Set(["emit", "emitAsync", "emitSerial"]),
  listing: new Set(["listeners", "rawListeners"]),
} as const;

/**
 * Objects of a package that keep the function they are made with, and run it when one of these methods is called. By
 * module and exported name, "new" for a construction. `list`: the function gets what the method got in an array, and
 * gives an array.
 */
export const keepers: Readonly<
  Record<
    string,
    { readonly methods: readonly string[]; readonly isList?: boolean }
  >
> = {
  "fastq:": { methods: ["push", "unshift"] },
  "fastq:promise": { methods: ["push", "unshift"] },
  "async:queue": { methods: ["push", "pushAsync", "unshift", "unshiftAsync"] },
  "async:priorityQueue": { methods: ["push", "pushAsync"] },
  "async:cargo": { methods: ["push", "pushAsync"], isList: true },
  "async:cargoQueue": { methods: ["push", "pushAsync"], isList: true },
  "better-queue:new": { methods: ["push"] },
  "dataloader:new": { methods: ["load", "loadMany"], isList: true },
  "lru-cache:LRUCache.new": { methods: ["fetch", "forceFetch", "memo"] },
  "lru-cache:new": { methods: ["fetch", "forceFetch", "memo"] },
  "opossum:new": { methods: ["fire", "call"] },
};

/** Calls that run at once what they are given, under a name by which others keep it for later. */
export const callsAtOnce: ReadonlySet<string> = new Set([
  "bottleneck:new.schedule",
  "bottleneck:Bottleneck.new.schedule",
  "http:get",
  "https:get",
  "node:http:get",
  "node:https:get",
]);

/** Functions that give their first argument to the next one, and what that gives to the one behind it. */
export const pipes: ReadonlySet<string> = new Set([
  "fp-ts:pipe",
  "fp-ts:function.pipe",
  "effect:pipe",
  "effect:Function.pipe",
  "remeda:pipe",
  "@mobily/ts-belt:pipe",
]);

/** Gives back the object with a second set of its methods, under this ending: `rows.fetch`, `rows.fetchAsync`. */
export const methodTwins: Readonly<Record<string, string>> = {
  "bluebird:promisifyAll": "Async",
};

/**
 * Packages whose functions call one with each element of a list: `pMap(messages, (message, index) => …)`,
 * `async.eachLimit(messages, 5, handle)`. True where the index is the second argument of the callback.
 */
export const iterators: Readonly<Record<string, boolean>> = {
  "p-map": true,
  "p-each-series": true,
  "p-map-series": true,
  "p-filter": true,
  lodash: true,
  "lodash-es": true,
  underscore: true,
  bluebird: true,
  async: false,
};

/**
 * Buses that find the class to run by a decorator: `execute(new CreateOrder())` runs `execute` of the class under
 * `@CommandHandler(CreateOrder)`.
 */
export const classBuses: Readonly<
  Record<
    string,
    {
      readonly decorator: string;
      readonly method: string;
      readonly isList?: boolean;
    }
  >
> = {
  "@nestjs/cqrs:CommandBus.new.execute": {
    decorator: "CommandHandler",
    method: "execute",
  },
  "@nestjs/cqrs:QueryBus.new.execute": {
    decorator: "QueryHandler",
    method: "execute",
  },
  "@nestjs/cqrs:EventBus.new.publish": {
    decorator: "EventsHandler",
    method: "handle",
  },
  "@nestjs/cqrs:EventBus.new.publishAll": {
    decorator: "EventsHandler",
    method: "handle",
    isList: true,
  },
};

/** Emitters whose listeners are methods under a decorator with the event's name. */
export const methodBuses: Readonly<
  Record<string, { readonly module: string; readonly decorator: string }>
> = Object.fromEntries(
  ["@nestjs/event-emitter", "eventemitter2"].flatMap((module) =>
    ["emit", "emitAsync"].map((method) => [
      `${module}:EventEmitter2.new.${method}`,
      { module: "@nestjs/event-emitter", decorator: "OnEvent" },
    ]),
  ),
);

/** Hands out every instance of a program; who asks it looks for decorated methods. By exported name. */
export const explorers: ReadonlySet<string> = new Set([
  "@nestjs/core:DiscoveryService",
  "@golevelup/nestjs-discovery:DiscoveryService",
]);

/** A transport of one's own: its base class holds the methods under these decorators. */
export const TRANSPORT_BASE = {
  module: "@nestjs/microservices",
  name: "Server",
  member: "messageHandlers",
  byPattern: "getHandlerByPattern",
  decorators: ["EventPattern", "MessagePattern"],
} as const;
