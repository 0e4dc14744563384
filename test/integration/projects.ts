/** Small whole programs, each with what is to be said of it, written by hand. */

export interface Program {
  readonly name: string;
  readonly language: "TypeScript" | "JavaScript";
  readonly files: Readonly<Record<string, string>>;
  /** `file:line rule`, sorted. */
  readonly expected: readonly string[];
}

export const programs: readonly Program[] = [
  {
    name: "TypeScript, ES modules, a repository class behind a service",
    language: "TypeScript",
    files: {
      "package.json": `{ "name": "orders", "type": "module" }`,
      "tsconfig.json": `{ "compilerOptions": { "module": "NodeNext", "strict": true, "target": "ES2022", "skipLibCheck": true }, "include": ["src"] }`,
      "src/main.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { OrderService } from "./service.js";
import { OrderRepository } from "./repository.js";

const service = new OrderService(new OrderRepository("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const token = message.applicationProperties?.["cosmosSessionToken"] as string;
    await service.confirm(message.body.id);
    await service.check(message.body.id, token);
    await service.list(token);
  },
  async processError() {},
});
`,
      "src/service.ts": `import type { OrderRepository } from "./repository.js";

export class OrderService {
  constructor(private readonly orders: OrderRepository) {}

  async confirm(id: string): Promise<void> {
    const order = await this.orders.find(id);
    if (order) await this.orders.save(order);
  }

  check = async (id: string, token: string) => this.orders.find(id, token);

  list(token: string) {
    return this.orders.all(token);
  }
}
`,
      "src/repository.ts": `import { ConsistencyLevel, CosmosClient, type Container } from "@azure/cosmos";

export interface Order {
  id: string;
}

export class OrderRepository {
  readonly #container: Container;

  constructor(name: string) {
    this.#container = new CosmosClient("x").database("shop").container(name);
  }

  async find(id: string, sessionToken?: string): Promise<Order | undefined> {
    const { resource } = await this.#container.item(id, id).read<Order>({ sessionToken });
    return resource;
  }

  async all(sessionToken: string): Promise<Order[]> {
    const { resources } = await this.#container.items
      .query<Order>("SELECT * FROM c", { sessionToken, consistencyLevel: ConsistencyLevel.Eventual })
      .fetchAll();
    return resources;
  }

  async save(order: Order): Promise<void> {
    await this.#container.items.upsert(order);
  }
}
`,
    },
    expected: [
      "src/main.ts:11 require-session-token",
      "src/main.ts:13 require-session-consistency",
    ],
  },
  {
    name: "TypeScript, CommonJS, function.json in front of a build folder, path aliases",
    language: "TypeScript",
    files: {
      "package.json": `{ "name": "functions", "version": "1.0.0" }`,
      "tsconfig.json": `{ "compilerOptions": { "module": "CommonJS", "moduleResolution": "node10", "ignoreDeprecations": "6.0", "outDir": "dist", "rootDir": ".", "strict": false, "target": "ES2020", "skipLibCheck": true, "esModuleInterop": true, "paths": { "@data/*": ["./shared/*"] } } }`,
      "host.json": `{ "version": "2.0" }`,
      "confirmOrder/function.json": `{ "bindings": [{ "type": "serviceBusTrigger", "direction": "in", "name": "order", "queueName": "orders" }], "scriptFile": "../dist/confirmOrder/index.js" }`,
      "confirmOrder/index.ts": `import { findOrder, orders } from "@data/orders";

const confirmOrder = async function (context: any, order: any): Promise<void> {
  const found = await findOrder(order.id);
  const seen = await orders().items.query("SELECT * FROM c", { sessionToken: order.cosmosSessionToken }).fetchNext();
  context.log(found, seen.resources);
};

export default confirmOrder;
`,
      "shared/orders.ts": `import { Container, CosmosClient } from "@azure/cosmos";

let container: Container | undefined;

export function orders(): Container {
  return (container ??= new CosmosClient("x").database("shop").container("orders"));
}

export async function findOrder(id: string) {
  return (await orders().item(id, id).read()).resource;
}
`,
    },
    expected: ["confirmOrder/index.ts:4 require-session-token"],
  },
  {
    name: "JavaScript, ES modules, Functions of the newer model, a batch",
    language: "JavaScript",
    files: {
      "package.json": `{ "name": "functions", "type": "module" }`,
      "src/functions/orders.js": `import { app } from "@azure/functions";
import { container, find } from "../cosmos.js";

app.serviceBusQueue("orders", {
  queueName: "orders",
  cardinality: "many",
  handler: async (messages, context) => {
    for (const [index, message] of messages.entries()) {
      const sessionToken = context.triggerMetadata.applicationPropertiesArray[index].cosmosSessionToken;
      const { resource } = await container.item(message.id).read({ sessionToken });
      context.log(resource, await find(message.customerId));
    }
  },
});

app.http("order", { handler: async (request) => ({ jsonBody: await find(request.params.id) }) });
`,
      "src/cosmos.js": `import { CosmosClient } from "@azure/cosmos";

export const container = new CosmosClient("x").database("shop").container("orders");

export async function find(id) {
  const answer = await container.item(id).read();
  return { ...answer.resource, token: answer.sessionToken };
}
`,
    },
    expected: [
      "src/cosmos.js:7 no-lost-session-token",
      "src/functions/orders.js:11 require-session-token",
    ],
  },
  {
    name: "JavaScript, CommonJS, messages taken in a loop",
    language: "JavaScript",
    files: {
      "package.json": `{ "name": "worker" }`,
      "lib/worker.js": `const { ServiceBusClient } = require("@azure/service-bus");
const store = require("./store");

module.exports.work = async function work() {
  const receiver = new ServiceBusClient("x").createReceiver("orders");
  while (true) {
    const messages = await receiver.receiveMessages(10);
    await Promise.all(
      messages.map(async (message) => {
        const order = await store.load(message.body.id);
        const customer = await store.load(order.customer, message.applicationProperties.cosmosSessionToken);
        await receiver.completeMessage(message);
        return customer;
      }),
    );
  }
};
`,
      "lib/store.js": `const { CosmosClient } = require("@azure/cosmos");

const client = new CosmosClient("x");
const container = () => client.database("shop").container("orders");

exports.load = async (id, sessionToken) => {
  const { resource } = await container().item(id, id).read({ sessionToken });
  return resource;
};
`,
    },
    expected: ["lib/worker.js:10 require-session-token"],
  },
];
