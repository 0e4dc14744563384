import { itEdits, itRefuses } from "./testFindings.ts";

describe("inline style, reads in other functions", () => {
  itEdits("threads an optional last parameter through a helper", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

async function load(id: string) {
  return orders.item(id, id).read();
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await load(message.body.id, sessionToken);
  },
  async processError() {},
});

async function load(id: string, sessionToken?: string) {
  return orders.item(id, id).read({ sessionToken: sessionToken as string });
}
`,
    },
  });

  itEdits(
    "threads it through two helpers and fills arguments that were left out",
    {
      files: {
        "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    console.log(await outer(message.body.id));
  },
  async processError() {},
});

async function outer(id: string, verbose = false) {
  return (await load(id, verbose)).resource;
}

const load = async (id: string, verbose?: boolean) => {
  console.log(verbose);
  return orders.item(id, id).read();
};
`,
      },
      path: [
        "outer(message.body.id)",
        "load(id, verbose)",
        "orders.item(id, id).read()",
      ],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    console.log(await outer(message.body.id, undefined, sessionToken));
  },
  async processError() {},
});

async function outer(id: string, verbose = false, sessionToken?: string) {
  return (await load(id, verbose, sessionToken)).resource;
}

const load = async (id: string, verbose?: boolean, sessionToken?: string) => {
  console.log(verbose);
  return orders.item(id, id).read({ sessionToken: sessionToken as string });
};
`,
      },
    },
  );

  itEdits("threads it through JavaScript without types", {
    files: {
      "/p/a.js": `const load = id => orders.item(id).read();

receiver.subscribe({
  processMessage: async (message) => {
    await load(message.body.id);
  },
});
`,
    },
    path: ["load(message.body.id)", "orders.item(id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `const load = (id, sessionToken) => orders.item(id).read({ sessionToken });

receiver.subscribe({
  processMessage: async (message) => {
    const sessionToken = message.applicationProperties?.cosmosSessionToken;
    await load(message.body.id, sessionToken);
  },
});
`,
    },
  });

  itEdits("reads the token where the whole message is handed on", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

import type { ServiceBusReceivedMessage } from "@azure/service-bus";

receiver.subscribe({
  async processMessage(message) {
    await handle(message);
  },
  async processError() {},
});

async function handle(message: ServiceBusReceivedMessage) {
  await orders.item(message.body.id, "p").read();
}
`,
    },
    path: ["handle(message)", 'orders.item(message.body.id, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

import type { ServiceBusReceivedMessage } from "@azure/service-bus";

receiver.subscribe({
  async processMessage(message) {
    await handle(message);
  },
  async processError() {},
});

async function handle(message: ServiceBusReceivedMessage) {
  const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
  await orders.item(message.body.id, "p").read({ sessionToken });
}
`,
    },
  });

  itEdits(
    "reads the token in the loop where the message is handed on with another type",
    {
      files: {
        "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for await (const message of receiver.getMessageIterator()) {
    await handle(message);
  }
}

async function handle(message: { body: { id: string } }) {
  await orders.item(message.body.id, "p").read();
}
`,
      },
      path: ["handle(message)", 'orders.item(message.body.id, "p").read()'],
      message: { kind: "message", parameter: -1 },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for await (const message of receiver.getMessageIterator()) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await handle(message, sessionToken);
  }
}

async function handle(message: { body: { id: string } }, sessionToken?: string) {
  await orders.item(message.body.id, "p").read({ sessionToken: sessionToken as string });
}
`,
      },
    },
  );

  itEdits("passes the element of a batch on to a function that takes it", {
    files: {
      "/p/a.js": `async function handleAll(messages) {
  for (const message of messages) await handle(message);
}
async function handle(message) {
  return load(message.body.id);
}
async function load(id) {
  return orders.item(id).read();
}
module.exports = { handleAll };
`,
    },
    path: [
      "handle(message)",
      "load(message.body.id)",
      "orders.item(id).read()",
    ],
    message: { kind: "messages", parameter: 0, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `async function handleAll(messages) {
  for (const message of messages) await handle(message);
}
async function handle(message) {
  const sessionToken = message.applicationProperties?.cosmosSessionToken;
  return load(message.body.id, sessionToken);
}
async function load(id, sessionToken) {
  return orders.item(id).read({ sessionToken });
}
module.exports = { handleAll };
`,
    },
  });

  itEdits(
    "threads it through methods, with the interface and abstract member that declare them",
    {
      files: {
        "/p/a.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { CosmosOrders } from "./cosmosOrders.js";
import type { OrderStore } from "./orderStore.js";

const store: OrderStore = new CosmosOrders();
new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await store.load(message.body.id);
  },
  async processError() {},
});
`,
        "/p/orderStore.ts": `export interface OrderStore {
  save(id: string): Promise<void>;
  load(id: string): Promise<unknown>;
}

export abstract class BaseOrders implements OrderStore {
  abstract load(
    id: string,
  ): Promise<unknown>;

  async save(id: string): Promise<void> {
    await this.load(id);
  }
}
`,
        "/p/cosmosOrders.ts": `import { CosmosClient } from "@azure/cosmos";
import { BaseOrders } from "./orderStore.js";

export class CosmosOrders extends BaseOrders {
  readonly #orders = new CosmosClient("x").database("shop").container("orders");

  override async load(id: string): Promise<unknown> {
    const { resource } = await this.#orders.item(id, id).read();
    return resource;
  }
}
`,
      },
      path: ["store.load(message.body.id)", "this.#orders.item(id, id).read()"],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { CosmosOrders } from "./cosmosOrders.js";
import type { OrderStore } from "./orderStore.js";

const store: OrderStore = new CosmosOrders();
new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await store.load(message.body.id, sessionToken);
  },
  async processError() {},
});
`,
        "/p/cosmosOrders.ts": `import { CosmosClient } from "@azure/cosmos";
import { BaseOrders } from "./orderStore.js";

export class CosmosOrders extends BaseOrders {
  readonly #orders = new CosmosClient("x").database("shop").container("orders");

  override async load(id: string, sessionToken?: string): Promise<unknown> {
    const { resource } = await this.#orders.item(id, id).read({ sessionToken: sessionToken as string });
    return resource;
  }
}
`,
        "/p/orderStore.ts": `export interface OrderStore {
  save(id: string): Promise<void>;
  load(id: string, sessionToken?: string): Promise<unknown>;
}

export abstract class BaseOrders implements OrderStore {
  abstract load(
    id: string,
    sessionToken?: string,
  ): Promise<unknown>;

  async save(id: string): Promise<void> {
    await this.load(id);
  }
}
`,
      },
    },
  );

  itEdits("threads it through overloads", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

function load(id: string): Promise<unknown>;
function load(id: number): Promise<unknown>;
async function load(id: string | number): Promise<unknown> {
  return orders.item(String(id), "p").read();
}
`,
    },
    path: ["load(message.body.id)", 'orders.item(String(id), "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await load(message.body.id, sessionToken);
  },
  async processError() {},
});

function load(id: string, sessionToken?: string): Promise<unknown>;
function load(id: number, sessionToken?: string): Promise<unknown>;
async function load(id: string | number, sessionToken?: string): Promise<unknown> {
  return orders.item(String(id), "p").read({ sessionToken: sessionToken as string });
}
`,
    },
  });

  itEdits("threads it through a function of a typed variable", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

type Load = (id: string) => Promise<unknown>;

const load: Load = async (id) => orders.item(id, id).read();
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await load(message.body.id, sessionToken);
  },
  async processError() {},
});

type Load = (id: string, sessionToken?: string) => Promise<unknown>;

const load: Load = async (id, sessionToken?: string) => orders.item(id, id).read({ sessionToken: sessionToken as string });
`,
    },
  });

  itEdits("threads it through a member of a typed object", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await store.load(message.body.id);
  },
  async processError() {},
});

interface Store {
  load: (id: string) => Promise<unknown>;
}

const store: Store = {
  load: async (id) => orders.item(id, id).read(),
};
`,
    },
    path: ["store.load(message.body.id)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await store.load(message.body.id, sessionToken);
  },
  async processError() {},
});

interface Store {
  load: (id: string, sessionToken?: string) => Promise<unknown>;
}

const store: Store = {
  load: async (id, sessionToken?: string) => orders.item(id, id).read({ sessionToken: sessionToken as string }),
};
`,
    },
  });

  itEdits("threads it through an object that a factory returns", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await createStore().load(message.body.id);
  },
  async processError() {},
});

function createStore() {
  async function load(id: string) {
    return orders.item(id, id).read();
  }
  return { load };
}
`,
    },
    path: ["createStore().load(message.body.id)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await createStore().load(message.body.id, sessionToken);
  },
  async processError() {},
});

function createStore() {
  async function load(id: string, sessionToken?: string) {
    return orders.item(id, id).read({ sessionToken: sessionToken as string });
  }
  return { load };
}
`,
    },
  });

  itEdits("uses the parameter that a helper has for it", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

async function load(id: string, sessionToken?: string) {
  console.log(sessionToken);
  return orders.item(id, id).read();
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await load(message.body.id, sessionToken);
  },
  async processError() {},
});

async function load(id: string, sessionToken?: string) {
  console.log(sessionToken);
  return orders.item(id, id).read({ sessionToken: sessionToken as string });
}
`,
    },
  });

  itEdits("passes the token in the options that a helper takes", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

async function load(id: string, options?: RequestOptions) {
  return orders.item(id, id).read(options);
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read(options)"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await load(message.body.id, { sessionToken });
  },
  async processError() {},
});

async function load(id: string, options?: RequestOptions) {
  return orders.item(id, id).read(options);
}
`,
    },
  });

  itEdits("adds a parameter where a helper uses its options twice", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

async function load(id: string, options?: RequestOptions) {
  await orders.item(id, "other").replace({ id }, options);
  return orders.item(id, id).read(options);
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read(options)"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await load(message.body.id, undefined, sessionToken);
  },
  async processError() {},
});

async function load(id: string, options?: RequestOptions, sessionToken?: string) {
  await orders.item(id, "other").replace({ id }, options);
  return orders.item(id, id).read({ ...options, ...(sessionToken && { sessionToken }) });
}
`,
    },
  });

  itEdits("mends every path of the handler to the read", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await (message.body.id ? load(message.body.id) : first());
  },
  async processError() {},
});

async function first() {
  return load("first");
}

async function load(id: string) {
  return orders.item(id, id).read();
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read()"],
    otherPaths: [["first()", 'load("first")', "orders.item(id, id).read()"]],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await (message.body.id ? load(message.body.id, sessionToken) : first(sessionToken));
  },
  async processError() {},
});

async function first(sessionToken?: string) {
  return load("first", sessionToken);
}

async function load(id: string, sessionToken?: string) {
  return orders.item(id, id).read({ sessionToken: sessionToken as string });
}
`,
    },
  });

  itEdits("does not set options at a caller where another path cannot", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await (message.body.id ? load(message.body.id) : load("first", pick()));
  },
  async processError() {},
});

const pick = (): RequestOptions => ({});
async function load(id: string, options?: RequestOptions) {
  return orders.item(id, id).read(options);
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read(options)"],
    otherPaths: [
      ['load("first", pick())', "orders.item(id, id).read(options)"],
    ],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await (message.body.id ? load(message.body.id, undefined, sessionToken) : load("first", pick(), sessionToken));
  },
  async processError() {},
});

const pick = (): RequestOptions => ({});
async function load(id: string, options?: RequestOptions, sessionToken?: string) {
  return orders.item(id, id).read({ ...options, ...(sessionToken && { sessionToken }) });
}
`,
    },
  });

  itEdits("calls a helper that was handed to map", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await Promise.all(message.body.ids.map(load));
  },
  async processError() {},
});

async function load(id: string) {
  return orders.item(id, id).read();
}
`,
    },
    path: ["message.body.ids.map(load)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await Promise.all(message.body.ids.map((id: string) => load(id, sessionToken)));
  },
  async processError() {},
});

async function load(id: string, sessionToken?: string) {
  return orders.item(id, id).read({ sessionToken: sessionToken as string });
}
`,
    },
  });

  itRefuses("refuses where another caller hands the helper to map", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

export const loadAll = (ids: string[]) => Promise.all(ids.map(load));

async function load(id: string) {
  return orders.item(id, id).read();
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read()"],
    reason:
      "`load` is handed on as a value in `a.ts` line 15, where another parameter could receive something that is no token. Call it there with its arguments written out, then try again.",
  });

  itRefuses("refuses a rest parameter", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

async function load(...ids: string[]) {
  return orders.item(ids[0]!, "p").read();
}
`,
    },
    path: ["load(message.body.id)", 'orders.item(ids[0]!, "p").read()'],
    reason:
      "The function in line 15 takes its arguments as a rest parameter, so another one has no place. Name its parameters, then try again.",
  });

  itRefuses("refuses a function that uses arguments", {
    files: {
      "/p/a.js": `async function load(id) {
  return orders.item(id, arguments.length).read();
}
exports.handle = async (message) => load(message.body.id);
`,
    },
    path: ["load(message.body.id)", "orders.item(id, arguments.length).read()"],
    reason:
      "The function in line 1 uses `arguments`, so another parameter could change what it does. Name its parameters, then try again.",
  });

  itRefuses("refuses spread arguments on the way", {
    files: {
      "/p/a.js": `async function load(id) {
  return orders.item(id).read();
}
exports.handle = async (message) => load(...message.body.ids);
`,
    },
    path: ["load(...message.body.ids)", "orders.item(id).read()"],
    reason:
      "The arguments of the call in line 4 are spread, so the token's place among them is not known. Write them out, then try again.",
  });

  itRefuses("refuses a constructor on the way", {
    files: {
      "/p/a.js": `class Loader {
  constructor(id) {
    this.order = orders.item(id).read();
  }
}
exports.handle = async (message) => new Loader(message.body.id).order;
`,
    },
    path: ["new Loader(message.body.id)", "orders.item(id).read()"],
    reason:
      "The call in line 6 leads on in a way that gives no place for another argument (a constructor, a wrapper or a function made elsewhere). Pass the token there by hand.",
  });

  itEdits("sees the handler's variable in a function written inside of it", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const read = (id: string) => orders.item(id, id).read();
    await read(message.body.id);
  },
  async processError() {},
});

`,
    },
    path: ["read(message.body.id)", "orders.item(id, id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const read = (id: string) => orders.item(id, id).read({ sessionToken });
    await read(message.body.id);
  },
  async processError() {},
});

`,
    },
  });

  itEdits("sees the variables around a callback that another function calls", {
    files: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await withOrders((container) => container.item(message.body.id, "p").read());
  },
  async processError() {},
});

async function withOrders<R>(work: (container: typeof orders) => Promise<R>): Promise<R> {
  return work(orders);
}
`,
    },
    path: [
      "withOrders((container)",
      "work(orders)",
      'container.item(message.body.id, "p").read()',
    ],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await withOrders((container) => container.item(message.body.id, "p").read({ sessionToken }));
  },
  async processError() {},
});

async function withOrders<R>(work: (container: typeof orders) => Promise<R>): Promise<R> {
  return work(orders);
}
`,
    },
  });

  itEdits(
    "threads it through a method of a field that an interface in another file types",
    {
      files: {
        "/p/a.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { CosmosOrders } from "./cosmosOrders.js";
import type { Deps } from "./deps.js";

const deps: Deps = { store: new CosmosOrders() };
new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await deps.store.load(message.body.id);
  },
  async processError() {},
});
`,
        "/p/deps.ts": `export interface Deps {
  store: { load(id: string): Promise<unknown> };
}
`,
        "/p/cosmosOrders.ts": `import { CosmosClient } from "@azure/cosmos";

export class CosmosOrders {
  readonly #orders = new CosmosClient("x").database("shop").container("orders");

  async load(id: string): Promise<unknown> {
    const ids = [id];
    const answers = await Promise.all(ids.map((one) => this.#orders.item(one, one).read()));
    return answers[0]?.resource;
  }
}
`,
      },
      path: [
        "deps.store.load(message.body.id)",
        "this.#orders.item(one, one).read()",
      ],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { CosmosOrders } from "./cosmosOrders.js";
import type { Deps } from "./deps.js";

const deps: Deps = { store: new CosmosOrders() };
new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await deps.store.load(message.body.id, sessionToken);
  },
  async processError() {},
});
`,
        "/p/cosmosOrders.ts": `import { CosmosClient } from "@azure/cosmos";

export class CosmosOrders {
  readonly #orders = new CosmosClient("x").database("shop").container("orders");

  async load(id: string, sessionToken?: string): Promise<unknown> {
    const ids = [id];
    const answers = await Promise.all(ids.map((one) => this.#orders.item(one, one).read({ sessionToken: sessionToken as string })));
    return answers[0]?.resource;
  }
}
`,
        "/p/deps.ts": `export interface Deps {
  store: { load(id: string, sessionToken?: string): Promise<unknown> };
}
`,
      },
    },
  );

  itEdits(
    "passes the token through a wrapper that hands on all its arguments",
    {
      files: {
        "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orderStore.load(message.body.id);
  },
  async processError() {},
});

interface Store {
  load(id: string): Promise<unknown>;
}

const plain: Store = {
  async load(id) {
    return orders.item(id, id).read();
  },
};

function traced<T extends (...args: never[]) => Promise<unknown>>(fn: T): T {
  return (async (...args: Parameters<T>) => {
    console.log("load");
    return fn(...args);
  }) as T;
}

const orderStore: Store = { load: traced(plain.load.bind(plain)) };
`,
      },
      path: [
        "orderStore.load(message.body.id)",
        "fn(...args)",
        "orders.item(id, id).read()",
      ],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient, type RequestOptions } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

export type Options = RequestOptions;
const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orderStore.load(message.body.id, sessionToken);
  },
  async processError() {},
});

interface Store {
  load(id: string, sessionToken?: string): Promise<unknown>;
}

const plain: Store = {
  async load(id, sessionToken?: string) {
    return orders.item(id, id).read({ sessionToken: sessionToken as string });
  },
};

function traced<T extends (...args: never[]) => Promise<unknown>>(fn: T): T {
  return (async (...args: Parameters<T>) => {
    console.log("load");
    return fn(...args);
  }) as T;
}

const orderStore: Store = { load: traced(plain.load.bind(plain)) };
`,
      },
    },
  );

  itEdits("passes the token in every call of the same function there", {
    files: {
      "/p/a.js": `exports.handle = async (message) => {
  const order = await load(message.body.id);
  if (order.next) await load(order.next);
  return [order.previous].map((id) => load(id));
};

async function load(id) {
  return (await orders.item(id).read()).resource;
}
`,
    },
    path: ["load(message.body.id)", "orders.item(id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `exports.handle = async (message) => {
  const sessionToken = message.applicationProperties?.cosmosSessionToken;
  const order = await load(message.body.id, sessionToken);
  if (order.next) await load(order.next, sessionToken);
  return [order.previous].map((id) => load(id, sessionToken));
};

async function load(id, sessionToken) {
  return (await orders.item(id).read({ sessionToken })).resource;
}
`,
    },
  });
});
