import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEngine } from "../analysis/engine.ts";
import type { Finding } from "../analysis/finding.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "../analysis/settings.ts";
import { applyEdits, composeEdits } from "./applyEdits.ts";
import { proposeIn } from "./offerEdits.ts";
import type { Proposal } from "./proposal.ts";
import { declaredCases } from "./testFindings.ts";

type Files = Readonly<Record<string, string>>;

const handler = `import { ServiceBusClient } from "@azure/service-bus";
import { load } from "./store.js";

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});
`;

/** A store whose container comes out of the answer of `createIfNotExists`, and a handler that reads it. */
function project(store: string): Files {
  return {
    "/p/package.json": "{}",
    "/p/worker.ts": handler,
    "/p/store.ts": store,
  };
}

function findingsIn(files: Files): readonly Finding[] {
  const engine = createEngine(createMemoryHost(files));
  return Object.keys(files)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => engine.findingsIn(file, undefined, DEFAULT_SETTINGS));
}

function propose(files: Files): Proposal {
  const [finding, ...others] = findingsIn(files);
  assert.ok(finding);
  assert.deepEqual(others, []);
  const host = createMemoryHost(files);
  return proposeIn(
    "ambient",
    finding,
    createEngine(host),
    host,
    DEFAULT_SETTINGS,
  );
}

/** Declares a test: the edit makes this of the store, and the rules are silent after it. */
function itProtects(name: string, store: string, after: string): void {
  const files = project(store);
  const mended: Files = {
    ...files,
    "/p/store.ts": after,
    "/p/worker.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { load } from "./store.js";
import { handle } from "cosmos-session-token/ambient";

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    return handle(message, async () => {
      await load(message.body.id);
    });
  },
  async processError() {},
});
`,
  };
  declaredCases.push({ name, before: files, after: mended });
  it(name, () => {
    const proposal = propose(files);
    assert.equal(
      proposal.kind === "refused" ? proposal.reason : proposal.kind,
      "edits",
    );
    assert.ok(proposal.kind === "edits");
    const texts = Object.fromEntries(
      proposal.files.map(({ file, edits }) => [
        file,
        applyEdits(files[file]!, edits),
      ]),
    );
    assert.deepEqual({ ...files, ...texts }, mended);
    assert.deepEqual(
      findingsIn(mended).map(({ identity }) => identity),
      [],
    );
  });
}

describe("a container out of the answer of createIfNotExists, in the style ambient", () => {
  itProtects(
    "is protected where the async factory returns it",
    `import { CosmosClient } from "@azure/cosmos";

const client = new CosmosClient("x");

async function openOrders() {
  const { database } = await client.databases.createIfNotExists({ id: "shop" });
  const { container } = await database.containers.createIfNotExists({ id: "orders" });
  return container;
}

export async function load(id: string) {
  const orders = await openOrders();
  return orders.item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const client = new CosmosClient("x");

async function openOrders() {
  const { database } = await client.databases.createIfNotExists({ id: "shop" });
  const { container } = await database.containers.createIfNotExists({ id: "orders" });
  return protect(container);
}

export async function load(id: string) {
  const orders = await openOrders();
  return orders.item(id, id).read();
}
`,
  );

  itProtects(
    "is protected in one piece where the answer has no name",
    `import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");

export async function load(id: string) {
  const orders = (await database.containers.createIfNotExists({ id: "orders" })).container;
  return orders.item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");

export async function load(id: string) {
  const orders = protect((await database.containers.createIfNotExists({ id: "orders" })).container);
  return orders.item(id, id).read();
}
`,
  );

  itProtects(
    "is protected where it leaves an answer that was kept",
    `import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");

async function openOrders() {
  const answer = await database.containers.createIfNotExists({ id: "orders" });
  console.log(answer.container.id, answer.statusCode);
  return answer.container;
}

export async function load(id: string) {
  return (await openOrders()).item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");

async function openOrders() {
  const answer = await database.containers.createIfNotExists({ id: "orders" });
  console.log(answer.container.id, answer.statusCode);
  return protect(answer.container);
}

export async function load(id: string) {
  return (await openOrders()).item(id, id).read();
}
`,
  );

  itProtects(
    "is protected where a helper hands out the answer",
    `import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
const ensure = (id: string) => database.containers.createIfNotExists({ id });
const openOrders = () => ensure("orders").then((answer) => answer.container);

export async function load(id: string) {
  return (await openOrders()).item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
const ensure = (id: string) => database.containers.createIfNotExists({ id });
const openOrders = () => ensure("orders").then((answer) => protect(answer.container));

export async function load(id: string) {
  return (await openOrders()).item(id, id).read();
}
`,
  );

  itProtects(
    "is protected where a callback takes it out of its parameter",
    `import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
const orders = database.containers
  .createIfNotExists({ id: "orders" })
  .then(({ container }) => container);

export async function load(id: string) {
  return (await orders).item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
const orders = database.containers
  .createIfNotExists({ id: "orders" })
  .then(({ container }) => protect(container));

export async function load(id: string) {
  return (await orders).item(id, id).read();
}
`,
  );

  itProtects(
    "is protected where it goes into the field of a service",
    `import { CosmosClient, type Container, type Database } from "@azure/cosmos";

class Orders {
  private container!: Container;

  constructor(private readonly database: Database) {}

  async open(): Promise<void> {
    const { container } = await this.database.containers.createIfNotExists({
      id: "orders",
    });
    this.container = container;
  }

  async load(id: string) {
    return this.container.item(id, id).read();
  }
}

const orders = new Orders(new CosmosClient("x").database("shop"));

export async function load(id: string) {
  await orders.open();
  return orders.load(id);
}
`,
    `import { CosmosClient, type Container, type Database } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

class Orders {
  private container!: Container;

  constructor(private readonly database: Database) {}

  async open(): Promise<void> {
    const { container } = await this.database.containers.createIfNotExists({
      id: "orders",
    });
    this.container = protect(container);
  }

  async load(id: string) {
    return this.container.item(id, id).read();
  }
}

const orders = new Orders(new CosmosClient("x").database("shop"));

export async function load(id: string) {
  await orders.open();
  return orders.load(id);
}
`,
  );

  itProtects(
    "is protected with its brother of the other branch, which creates nothing",
    `import { CosmosClient, type Container } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
let orders: Container | undefined;

async function getOrders(): Promise<Container> {
  if (orders) return orders;
  if (process.env["LOCAL"] === "yes") {
    const { container: created } = await database.containers.createIfNotExists({ id: "orders" });
    orders = created;
  } else {
    orders = database.container("orders");
  }
  return orders;
}

export async function load(id: string) {
  return (await getOrders()).item(id, id).read();
}
`,
    `import { CosmosClient, type Container } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
let orders: Container | undefined;

async function getOrders(): Promise<Container> {
  if (orders) return orders;
  if (process.env["LOCAL"] === "yes") {
    const { container: created } = await database.containers.createIfNotExists({ id: "orders" });
    orders = protect(created);
  } else {
    orders = protect(database.container("orders"));
  }
  return orders;
}

export async function load(id: string) {
  return (await getOrders()).item(id, id).read();
}
`,
  );

  itProtects(
    "is protected in one more statement where several places use it",
    `import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");

async function openOrders() {
  const { container, resource } = await database.containers.createIfNotExists({ id: "orders" }); // the first time
  await container.items.upsert({ id: "marker", size: resource?.id });
  return container;
}

export async function load(id: string) {
  return (await openOrders()).item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");

async function openOrders() {
  const { container: created, resource } = await database.containers.createIfNotExists({ id: "orders" }); // the first time
  const container = protect(created);
  await container.items.upsert({ id: "marker", size: resource?.id });
  return container;
}

export async function load(id: string) {
  return (await openOrders()).item(id, id).read();
}
`,
  );

  itProtects(
    "is protected once where functions use the module's own variable",
    `import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
export const { container: orders } = await database.containers.createIfNotExists({ id: "orders" });

export async function load(id: string) {
  return orders.item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
const { container: createdOrders } = await database.containers.createIfNotExists({ id: "orders" });
export const orders = protect(createdOrders);

export async function load(id: string) {
  return orders.item(id, id).read();
}
`,
  );

  itProtects(
    "is protected before a variable gets it that the answer was taken apart into",
    `import { CosmosClient, type Container } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
let container: Container | undefined;

export async function load(id: string) {
  if (!container) {
    ({ container } = await database.containers.createIfNotExists({ id: "orders" }));
  }
  return container.item(id, id).read();
}
`,
    `import { CosmosClient, type Container } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
let container: Container | undefined;

export async function load(id: string) {
  if (!container) {
    const { container: created } = await database.containers.createIfNotExists({ id: "orders" });
    container = protect(created);
  }
  return container.item(id, id).read();
}
`,
  );

  itProtects(
    "is protected before a field gets it that the answer was taken apart into",
    `import { CosmosClient, type Container } from "@azure/cosmos";

class Orders {
  #orders: Container | undefined;

  async load(id: string) {
    if (this.#orders === undefined) {
      const database = new CosmosClient("x").database("shop");
      ({ container: this.#orders } = await database.containers.createIfNotExists({ id: "orders" }));
    }
    return this.#orders.item(id, id).read();
  }
}

const orders = new Orders();

export async function load(id: string) {
  return orders.load(id);
}
`,
    `import { CosmosClient, type Container } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

class Orders {
  #orders: Container | undefined;

  async load(id: string) {
    if (this.#orders === undefined) {
      const database = new CosmosClient("x").database("shop");
      const { container: createdOrders } = await database.containers.createIfNotExists({ id: "orders" });
      this.#orders = protect(createdOrders);
    }
    return this.#orders.item(id, id).read();
  }
}

const orders = new Orders();

export async function load(id: string) {
  return orders.load(id);
}
`,
  );

  itProtects(
    "is protected where one list of variables takes several answers apart",
    `import { CosmosClient } from "@azure/cosmos";

const client = new CosmosClient("x");

export async function load(id: string) {
  const { database } = await client.databases.createIfNotExists({ id: "shop" }),
    { container: orders } = await database.containers.createIfNotExists({ id: "orders" });
  return orders.item(id, id).read();
}
`,
    `import { CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const client = new CosmosClient("x");

export async function load(id: string) {
  const { database } = await client.databases.createIfNotExists({ id: "shop" }),
    { container: createdOrders } = await database.containers.createIfNotExists({ id: "orders" }), orders = protect(createdOrders);
  return orders.item(id, id).read();
}
`,
  );

  itProtects(
    "is protected beside a cache that nothing is put into",
    `import { CosmosClient, type Container } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
const cached: Container | undefined = undefined;

async function getOrders(): Promise<Container> {
  if (cached) return cached;
  const answer = await database.containers.createIfNotExists({ id: "orders" });
  return answer.container;
}

export async function load(id: string) {
  return (await getOrders()).item(id, id).read();
}
`,
    `import { CosmosClient, type Container } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
const cached: Container | undefined = undefined;

async function getOrders(): Promise<Container> {
  if (cached) return cached;
  const answer = await database.containers.createIfNotExists({ id: "orders" });
  return protect(answer.container);
}

export async function load(id: string) {
  return (await getOrders()).item(id, id).read();
}
`,
  );

  it("gets a name of its own where one function opens several, whatever edits are joined", () => {
    const files =
      project(`import { CosmosClient, type Container } from "@azure/cosmos";

let orders: Container | undefined;
let carts: Container | undefined;

async function open(): Promise<void> {
  const database = new CosmosClient("x").database("shop");
  ({ container: orders } = await database.containers.createIfNotExists({ id: "orders" }));
  ({ container: carts } = await database.containers.createIfNotExists({ id: "carts" }));
}

export async function load(id: string) {
  await open();
  const order = await orders!.item(id, id).read();
  const cart = await carts!.item(id, id).read();
  return [order, cart];
}
`);
    const host = createMemoryHost(files);
    const proposals = findingsIn(files).flatMap((finding) => {
      const proposal = proposeIn(
        "ambient",
        finding,
        createEngine(host),
        host,
        DEFAULT_SETTINGS,
      );
      return proposal.kind === "edits" ? [proposal] : [];
    });
    assert.equal(proposals.length, 2);
    const composed = composeEdits(proposals);
    assert.deepEqual(composed.postponed, []);
    const { edits } = composed.files.find(
      ({ file }) => file === "/p/store.ts",
    )!;
    assert.match(
      applyEdits(files["/p/store.ts"]!, edits),
      /const { container: createdOrders } = await .*\n {2}orders = protect\(createdOrders\);\n {2}const { container: createdCarts } = await .*\n {2}carts = protect\(createdCarts\);/,
    );
  });

  it("is left to the programmer where the statement exports something else, too", () => {
    const proposal = propose(
      project(`import { CosmosClient } from "@azure/cosmos";

const database = new CosmosClient("x").database("shop");
export const { container, resource } = await database.containers.createIfNotExists({ id: "orders" });

export async function load(id: string) {
  return container.item(id, id).read();
}
`),
    );
    assert.deepEqual(proposal, {
      kind: "refused",
      style: "ambient",
      reason:
        "The container comes out of an answer in line 4 of `/p/store.ts`, where no statement can protect it. Put `protect(…)` around it there by hand.",
    });
  });
});
