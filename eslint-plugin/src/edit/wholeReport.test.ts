import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEngine } from "../analysis/engine.ts";
import type { Finding } from "../analysis/finding.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS, STYLES, type Style } from "../analysis/settings.ts";
import { applyEdits } from "./applyEdits.ts";
import { proposeIn } from "./offerEdits.ts";

type Files = Readonly<Record<string, string>>;

function findings(files: Files): readonly Finding[] {
  const engine = createEngine(createMemoryHost(files));
  return Object.keys(files)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => engine.findingsIn(file, undefined, DEFAULT_SETTINGS));
}

/** The files after the edit of the one finding. */
function mendOne(files: Files, style: Style): Files {
  const [finding, ...others] = findings(files);
  assert.ok(finding);
  assert.equal(others.length, 0);
  const host = createMemoryHost(files);
  const engine = createEngine(host);
  const proposal = proposeIn(style, finding, engine, host, DEFAULT_SETTINGS);
  assert.ok(
    proposal.kind === "edits",
    proposal.kind === "refused" ? proposal.reason : "",
  );
  return {
    ...files,
    ...Object.fromEntries(
      proposal.files.map(({ file, edits }) => [
        file,
        applyEdits(files[file]!, edits),
      ]),
    ),
  };
}

const start = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const bus = new ServiceBusClient("x");
`;

const twoPaths = {
  "/p/package.json": "{}",
  "/p/worker.ts": `${start}
bus.createReceiver("orders").subscribe({
  async processMessage(message) {
    await refresh(message.body.id);
  },
  async processError() {},
});

async function refresh(id: string) {
  const order = await load(id);
  if (order.parent) await summarise(order.parent);
  await count(id);
}

async function summarise(id: string) {
  return [await load(id)];
}

async function count(id: string) {
  return sum(id);
}

async function sum(id: string) {
  return (await load(id)).lines.length;
}

async function load(id: string) {
  return (await orders.item(id, id).read()).resource;
}
`,
};

const twoHandlers = {
  "/p/package.json": "{}",
  "/p/worker.ts": `${start}
bus.createReceiver("created").subscribe({
  async processMessage(message) {
    await refresh(message.body.id);
  },
  async processError() {},
});

bus.createReceiver("changed").subscribe({
  async processMessage(received) {
    if (received.body.isOpen) await refresh(received.body.id);
  },
  async processError() {},
});

async function refresh(id: string) {
  await orders.item(id, id).read();
}
`,
};

const loopOfModule = {
  "/p/package.json": `{ "type": "module" }`,
  "/p/worker.ts": `${start}
const receiver = bus.createReceiver("orders");

for (;;) {
  const messages = await receiver.receiveMessages(10);
  await Promise.all(
    messages.map(async (message) => {
      const { resource } = await orders.item(message.body.id, "p").read();
      console.log(resource);
      await receiver.completeMessage(message);
    }),
  );
}
`,
};

const loopByItself = {
  "/p/package.json": "{}",
  "/p/worker.ts": `${start}
const receiver = bus.createReceiver("orders");

async function poll(): Promise<void> {
  const [message] = await receiver.receiveMessages(1);
  if (message) await load(message.body.id);
  setTimeout(poll, 1000);
}
void poll();

async function load(id: string) {
  return (await orders.item(id, id).read()).resource;
}
`,
};

const handedOut = {
  "/p/package.json": `{ "workspaces": ["packages/*"] }`,
  "/p/packages/store/package.json": `{ "name": "@shop/store", "exports": { ".": "./dist/index.js" } }`,
  "/p/packages/store/src/index.ts": `import { Store } from "./store";

let store: Store | undefined;

export function connect(url: string) {
  store = new Store(url);
}

export function containerOf(name: string) {
  if (!store) throw new Error("Connect first.");
  return store.get(name);
}
`,
  "/p/packages/store/src/store.ts": `import { CosmosClient, type Container, type Database } from "@azure/cosmos";

export class Store {
  private readonly database: Database;
  private readonly known = new Map<string, Container>();

  constructor(url: string) {
    this.database = new CosmosClient(url).database("shop");
  }

  get(name: string): Container {
    const known = this.known.get(name);
    if (known) return known;
    const container = this.database.container(name);
    this.known.set(name, container);
    return container;
  }
}
`,
  "/p/packages/store/src/setUp.ts": `import type { Database } from "@azure/cosmos";

export const setUp = (database: Database) => database.container("audit").read();
`,
  "/p/packages/worker/package.json": `{ "name": "@shop/worker" }`,
  "/p/packages/worker/src/worker.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { connect, containerOf } from "@shop/store";

connect("x");

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await containerOf("orders").item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
};

const eitherOfTwo = {
  "/p/package.json": "{}",
  "/p/worker.ts": `${start}
const archive = new CosmosClient("x").database("shop").container("archive");

bus.createReceiver("orders").subscribe({
  async processMessage(message) {
    const container = message.body.isOld ? archive : orders;
    await container.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
};

const ownWrite = {
  "/p/package.json": "{}",
  "/p/worker.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const cosmos = new CosmosClient({ endpoint: "x", key: "y", consistencyLevel: "Session" });
const orders = cosmos.database("shop").container("orders");

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    const { id } = message.body;
    await orders.items.upsert({ id, status: "shipped" });
    console.log((await orders.item(id, id).read()).resource);
  },
  async processError() {},
});
`,
};

const unequalHandlers = {
  "/p/package.json": "{}",
  "/p/worker.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const database = new CosmosClient("x").database("shop");
const bus = new ServiceBusClient("x");

bus.createReceiver("created").subscribe({
  async processMessage(message) {
    await load("orders", message.body.id);
  },
  async processError() {},
});

bus.createReceiver("changed").subscribe({
  async processMessage(message) {
    await load("orders", message.body.id);
    await load("carts", message.body.id);
  },
  async processError() {},
});

async function load(name: string, id: string) {
  const container = database.container(name);
  return (await container.item(id, id).read()).resource;
}
`,
};

/** A function of Functions behind a wrapper that only hands its arguments on. */
const wrapped = {
  "/p/package.json": "{}",
  "/p/logged.ts": `import type { InvocationContext } from "@azure/functions";

type Work = (body: { id: string }, context: InvocationContext) => Promise<void>;

export const logged =
  (work: Work) =>
  async (body: unknown, context: InvocationContext): Promise<void> => {
    context.log("begins");
    await work(body as { id: string }, context);
  };
`,
  "/p/ship.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import { logged } from "./logged";

const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("ship", {
  connection: "SB",
  queueName: "ship",
  handler: logged(async ({ id }, invocation) => {
    invocation.log(await orders.item(id, id).read());
  }),
});
`,
};

/** A base class gives its subclass the body and the message; the subclass takes the body only. */
const consumer = {
  "/p/package.json": "{}",
  "/p/Consumer.ts": `import { ServiceBusClient, type ServiceBusReceivedMessage } from "@azure/service-bus";

export abstract class Consumer<T> {
  start(queue: string) {
    new ServiceBusClient("x").createReceiver(queue).subscribe({
      processMessage: (message) => this.handle(message.body as T, message),
      processError: async () => {},
    });
  }
  protected abstract handle(body: T, message: ServiceBusReceivedMessage): Promise<void>;
}
`,
  "/p/Invoices.ts": `import { CosmosClient } from "@azure/cosmos";
import { Consumer } from "./Consumer";

const invoices = new CosmosClient("x").database("shop").container("invoices");

export class Invoices extends Consumer<{ id: string }> {
  protected async handle({ id }: { id: string }) {
    await invoices.item(id, id).read();
  }
}
`,
};

const registry = {
  "/p/package.json": "{}",
  "/p/worker.ts": `${start}
const steps: Record<string, (body: { id: string }) => Promise<unknown>> = {
  created: (body) => orders.item(body.id, body.id).read(),
};

bus.createReceiver("steps").subscribe({
  processMessage: async (message) => {
    await steps[message.subject ?? ""]?.(message.body);
  },
  processError: async () => {},
});
`,
};

describe("the edit of one report", () => {
  for (const style of STYLES) {
    it(`takes the token out of the context that a wrapper hands on (${style})`, () => {
      const after = mendOne(wrapped, style);
      assert.deepEqual(findings(after), []);
      assert.match(after["/p/ship.ts"]!, /invocation\.triggerMetadata/);
    });

    it(`takes the message that a base class hands on, though the subclass had no name for it (${style})`, () => {
      const after = mendOne(consumer, style);
      assert.deepEqual(findings(after), []);
      assert.match(after["/p/Invoices.ts"]!, /\{ id \}: [^)]+, message: Serv/);
    });
  }

  for (const style of ["inline", "helper"] as const)
    it(`asks for the message where an entry of a table is given its body only (${style})`, () => {
      assert.throws(
        () => mendOne(registry, style),
        /called with a part of the message only, .+ Hand the message on to it as well/,
      );
    });

  it("opens `handle` around the call of an entry of a table", () => {
    assert.deepEqual(findings(mendOne(registry, "ambient")), []);
  });

  for (const style of STYLES) {
    it(`mends every path that leaves the handler by one call (${style})`, () => {
      assert.deepEqual(findings(mendOne(twoPaths, style)), []);
    });

    it(`mends the read for each handler that the report counts (${style})`, () => {
      assert.deepEqual(findings(mendOne(twoHandlers, style)), []);
    });
  }

  for (const style of STYLES)
    it(`mends a callback in a loop at the top of a module (${style})`, () => {
      assert.deepEqual(findings(mendOne(loopOfModule, style)), []);
    });

  for (const style of ["inline", "helper"] as const)
    it(`mends a loop that goes on by calling itself (${style})`, () => {
      assert.deepEqual(findings(mendOne(loopByItself, style)), []);
    });

  it("protects a container that a package of the workspace hands out, where it is made", () => {
    const after = mendOne(handedOut, "ambient");
    assert.deepEqual(findings(after), []);
    assert.match(
      after["/p/packages/store/src/store.ts"]!,
      /const container = protect\(this\.database\.container\(name\)\);/,
    );
    assert.equal(
      after["/p/packages/store/src/setUp.ts"],
      handedOut["/p/packages/store/src/setUp.ts"],
    );
  });

  it("protects each container that the read may be of", () => {
    const after = mendOne(eitherOfTwo, "ambient");
    assert.deepEqual(findings(after), []);
    assert.equal(after["/p/worker.ts"]!.match(/= protect\(/g)?.length, 2);
  });

  for (const style of ["helper", "ambient"] as const)
    it(`keeps the own newer token beside the message's, and no rule objects (${style})`, () => {
      assert.deepEqual(findings(mendOne(ownWrite, style)), []);
    });

  it("leaves a handler that needs something else to a report of its own", () => {
    const [left, ...others] = findings(mendOne(unequalHandlers, "helper"));
    assert.equal(left?.handler?.entity, "changed");
    assert.equal(left.otherHandlers, 0);
    assert.deepEqual(others, []);
  });

  it("names the token by each handler's own name for its message", () => {
    const after = mendOne(twoHandlers, "inline")["/p/worker.ts"]!;
    assert.match(after, /message\.applicationProperties\?\./);
    assert.match(after, /received\.applicationProperties\?\./);
  });
});
