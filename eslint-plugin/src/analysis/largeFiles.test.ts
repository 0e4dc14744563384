import assert from "node:assert/strict";
import { createEngine } from "./engine.ts";
import { createMemoryHost } from "./project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

const head = `
import { ServiceBusClient } from "@azure/service-bus";
import { CosmosClient } from "@azure/cosmos";
const orders = new CosmosClient(url).database("d").container("orders");
`;

function handler(body: string): string {
  return `
new ServiceBusClient(url).createReceiver("q").subscribe({
  processMessage: async (message) => {
    ${body}
  },
  processError: async () => {},
});
`;
}

const read = "await orders.item(message.body.id).read();";

/** Eighteen lines of a service as people write them. */
function service(index: number): string {
  return `export class Service${index} {
  private cache = new Map();
  constructor(private readonly repo, private readonly log = console) {}
  async load(id) {
    const hit = this.cache.get(id);
    if (hit) return hit;
    const value = await this.repo.find(id);
    this.cache.set(id, value);
    this.log.info("loaded", id, value.name);
    return value;
  }
  async save(doc) {
    const old = await this.load(doc.id);
    const merged = { ...old, ...doc, version: (old.version ?? 0) + 1 };
    await this.repo.put(merged);
    return this.load(doc.id);
  }
}
`;
}

/** Calls of functions that call each other in ever new ways: no steps suffice. */
function endless(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `function deep${i}(input, options) {
  const made = { ...input, at: ${i}, run: () => deep${(i * 7) % count}(options, made) };
  if (options.more) return deep${(i + 1) % count}({ made }, { ...options, last: made });
  return deep${(i * 3 + 1) % count}(made.run(), { made, options });
}
`,
  ).join("");
}

function analyse(text: string): { reads: string[]; overBudget: number } {
  const engine = createEngine(
    createMemoryHost({ "/p/package-lock.json": "{}", "/p/a.ts": text }),
  );
  const found = engine.findingsIn("/p/a.ts", undefined, DEFAULT_SETTINGS);
  const lines = text.split("\n");
  return {
    reads: found.map(
      ({ place }) => lines[place.start.line - 1]?.trim() ?? "nowhere",
    ),
    overBudget: engine.stats("/p/package-lock.json").overBudget.length,
  };
}

describe("large files", function () {
  this.timeout(120_000);

  for (const [where, order] of Object.entries({
    begin: (code: string, last: string) => head + last + code,
    end: (code: string, last: string) => head + code + last,
  }))
    it(`a handler at the ${where} of 50,000 lines is found, and steps suffice`, () => {
      const code = Array.from({ length: 2778 }, (_, i) => service(i)).join("");
      const text = order(code, handler(read));
      assert.ok(text.split("\n").length > 50_000);
      assert.deepEqual(analyse(text), { reads: [read], overBudget: 0 });
    });

  it("a function that registers a handler comes first where steps do not suffice", () => {
    const text = `${head}${endless(2500)}
export function start() {${handler(read)}}`;
    const { reads, overBudget } = analyse(text);
    assert.deepEqual(reads, [read]);
    assert.ok(overBudget > 0);
  });
});

describe("a code base of which steps do not suffice for all files", function () {
  this.timeout(120_000);

  it("is searched for handlers where the SDK is called first, and what is found there is followed", () => {
    const bus = `${head}
export class Bus {
  handlers = [];
  listen(handler) { this.handlers.push(handler); }
  start() {
    ${handler("for (const one of this.handlers) await one(message.body);")}
  }
}
export const bus = new Bus();
`;
    const services = Array.from(
      { length: 12 },
      (_, i) =>
        [
          `/p/a${i}.ts`,
          `import { bus } from "./z.ts";
${endless(400)}
export function boot${i}() {
  deep1(bus, bus);
}
`,
        ] as const,
    );
    const orders = `${head}
import { bus } from "./z.ts";
export function startOrders() {
  bus.listen(async (order) => {
    await orders.item(order.id).read();
  });
}
`;
    const engine = createEngine(
      createMemoryHost({
        "/p/package-lock.json": "{}",
        ...Object.fromEntries(services),
        "/p/y.ts": orders,
        "/p/z.ts": bus,
      }),
    );
    const handlers = engine.handlersOf("/p/z.ts", DEFAULT_SETTINGS);
    assert.deepEqual(
      handlers.flatMap(({ reads }) => reads.map(({ read: { text } }) => text)),
      ["orders.item(…).read()"],
    );
    assert.ok(engine.stats("/p/z.ts").overBudget.length > 0);
  });
});

describe("a handler whose steps do not suffice", function () {
  it("is reported for what it read before they ended", () => {
    const text =
      head +
      endless(400) +
      handler(`${read}
    deep1(message, message.body);`);
    const { reads, overBudget } = analyse(text);
    assert.deepEqual(reads, [read]);
    assert.ok(overBudget > 0);
  });

  it("is reported for what it reads behind a call that took them", () => {
    const text =
      head + endless(400) + handler(`deep1(message, message.body); ${read}`);
    assert.deepEqual(analyse(text).reads, [
      `deep1(message, message.body); ${read}`,
    ]);
  });

  it("is not reported for options that a call left out may have given a token", () => {
    const silent = "await orders.item(message.body.id).read(options);";
    const text =
      head +
      endless(400) +
      handler(`const options = {};
    deep1(message, { options });
    ${silent}`);
    assert.deepEqual(analyse(text).reads, []);
  });

  it("is not reported for options of the module that a function cut short may have given a token", () => {
    const text =
      head +
      "const shared = { options: {} };\n" +
      endless(400) +
      `function prepare(message) {
  shared.options = {};
  deep1(message, message.body);
  shared.options.sessionToken = message.applicationProperties.token;
}
` +
      handler(`prepare(message);
    await orders.item(message.body.id).read(shared.options);`);
    assert.deepEqual(analyse(text).reads, []);
  });
});
