/**
 * What a row is made of: six dimensions, in the order of a row's `>` lines. Each has families, each family its
 * values. Every value must stand in some row, and every two families of different dimensions must meet in one:
 * all pairs of the values themselves would be two thousand rows that nobody reads.
 */
export type Dimension = Readonly<Record<string, readonly string[]>>;

export const dimensions = {
  handler: {
    subscribe: [
      "subscribe inline",
      "subscribe variable",
      "subscribe method",
      "subscribe bound",
      "subscribe object elsewhere",
      "subscribe arrow property",
    ],
    receive: [
      "getMessageIterator",
      "receiveMessages loop",
      "receiveMessages map",
      "receiveDeferredMessages",
    ],
    "sessions and 1.x": [
      "acceptSession",
      "acceptNextSession",
      "registerMessageHandler",
      "1.x receiveMessages",
    ],
    "functions v4": [
      "serviceBusQueue",
      "serviceBusTopic",
      "generic trigger",
      "cardinality many",
      "sdkBinding",
      "durable client",
    ],
    "functions v3": [
      "v3 module.exports",
      "v3 exports.run",
      "v3 entryPoint",
      "v3 scriptFile",
    ],
    "own wrapper": ["wrapper callback", "abstract handle", "registry map"],
    setting: ["preset", "custom handler"],
  },
  container: {
    "in the file": ["local", "module constant", "destructured"],
    "made by a function": ["factory function", "lazy getter", "async getter"],
    class: [
      "injected field",
      "static instance",
      "base-class field",
      "private field",
    ],
    parameter: [
      "parameter",
      "interface parameter",
      "injection token",
      "untyped parameter",
    ],
    object: ["exported object", "Map registry"],
    "another module": [
      "exported constant",
      "workspace package",
      "path alias",
      "barrel",
    ],
  },
  call: {
    "item.read": ["item.read", "item variable"],
    query: ["query fetchAll", "query fetchNext", "query for await"],
    feed: ["readAll", "changeFeed", "readChangeFeed", "getChangeFeedIterator"],
    operations: ["batch", "bulk", "executeBulkOperations"],
    "spelt otherwise": [
      "then chain",
      "optional chaining",
      "bound method",
      "aliased method",
      "generics",
    ],
  },
  options: {
    "no token": [
      "none",
      "no token key",
      "undefined token",
      "literal token",
      "unrelated token",
    ],
    "from the message": [
      "property",
      "body field",
      "metadata",
      "destructured token",
      "default",
      "??",
      "conditional",
    ],
    "through code": [
      "helper function",
      "class field",
      "Map",
      "AsyncLocalStorage",
      "threaded 1",
      "threaded 2",
      "threaded 3",
    ],
    "options object": ["variable", "spread", "built elsewhere"],
    "out of sight": ["out of sight"],
    "own token": ["own write", "own read", "unprotected read"],
    "headers and library": [
      "initialHeaders",
      "tokenFrom",
      "readAtLeast",
      "protect",
    ],
  },
  modules: {
    ESM: ["ESM"],
    CommonJS: ["module.exports object", "exports.x", "class export"],
    "import =": ["import ="],
    "dynamic import": ["dynamic import"],
    "re-export": ["re-export"],
  },
  language: {
    ts: ["ts"],
    js: ["js"],
    mts: ["mts"],
    cjs: ["cjs"],
    tsx: ["tsx"],
  },
} as const satisfies Readonly<Record<string, Dimension>>;

export type DimensionName = keyof typeof dimensions;

export const dimensionNames = Object.keys(dimensions) as DimensionName[];

/** Families that cannot meet, and why. */
export const impossible: readonly {
  readonly pair: readonly [string, string];
  readonly why: string;
}[] = [
  {
    pair: ["modules: ESM", "language: cjs"],
    why: "a .cjs file has no import",
  },
  {
    pair: ["modules: import =", "language: cjs"],
    why: "`import x = require()` is TypeScript",
  },
  {
    pair: ["modules: import =", "language: js"],
    why: "`import x = require()` is TypeScript",
  },
  {
    pair: ["modules: import =", "language: mts"],
    why: "an ES module has no `export =`",
  },
  {
    pair: ["modules: CommonJS", "language: mts"],
    why: "an ES module has no `module.exports`",
  },
];

export function familyOf(
  name: DimensionName,
  value: string,
): string | undefined {
  const families: Dimension = dimensions[name];
  return Object.keys(families).find((family) =>
    families[family]?.includes(value),
  );
}

/** All pairs that must meet, as `call: query + options: no token`. */
export function pairsDemanded(): string[] {
  const out: string[] = [];
  for (const [index, first] of dimensionNames.entries())
    for (const second of dimensionNames.slice(index + 1))
      for (const a of Object.keys(dimensions[first]))
        for (const b of Object.keys(dimensions[second])) {
          const pair = [`${first}: ${a}`, `${second}: ${b}`] as const;
          if (!isImpossible(pair)) out.push(pair.join(" + "));
        }
  return out;
}

function isImpossible([a, b]: readonly [string, string]): boolean {
  return impossible.some(({ pair }) => pair[0] === a && pair[1] === b);
}

/** One `>` line of a row: a value for each dimension, in their order. */
export type Tuple = Readonly<Record<DimensionName, string>>;

export function pairsOf(tuple: Tuple): string[] {
  const families = dimensionNames.map(
    (name) => `${name}: ${familyOf(name, tuple[name]) ?? "?"}`,
  );
  return families.flatMap((first, index) =>
    families.slice(index + 1).map((second) => `${first} + ${second}`),
  );
}
