import { itEdits, itRefuses } from "./testFindings.ts";

describe("ambient style", () => {
  itEdits("runs a method inside handle and protects the container", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    // Look it up.
    const { resource } = await orders.item(message.body.id, "p").read();

    console.log(\`
      \${resource?.id}\`);
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    return handle(message, async () => {
      // Look it up.
      const { resource } = await orders.item(message.body.id, "p").read();

      console.log(\`
      \${resource?.id}\`);
    });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("runs an arrow function inside handle without moving its lines", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  processMessage: async (message) => {
    await orders.item(message.body.id, "p").read();
  },
  processError: async () => {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  processMessage: async (message) => handle(message, async () => {
    await orders.item(message.body.id, "p").read();
  }),
  processError: async () => {},
});
`,
    },
  });

  itEdits("runs an arrow function of one expression inside handle", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  processMessage: async (message) =>
    void (await orders.item(message.body.id, "p").read()),
  processError: async () => {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  processMessage: async (message) =>
    handle(message, async () => void (await orders.item(message.body.id, "p").read())),
  processError: async () => {},
});
`,
    },
  });

  itEdits(
    "changes nothing between handler and container, which may stand in other files",
    {
      files: {
        "/p/a.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { load } from "./load.js";

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});
`,
        "/p/load.ts": `import { getContainer } from "./container.js";

export async function load(id: string) {
  return getContainer().item(id, id).read();
}
`,
        "/p/container.ts": `import { type Container, CosmosClient } from "@azure/cosmos";

let container: Container | undefined;

export function getContainer(): Container {
  container ??= new CosmosClient("x").database("shop").container("orders");
  return container;
}
`,
      },
      path: ["load(message.body.id)", "getContainer().item(id, id).read()"],
      options: { style: "ambient" },
      title:
        "Run the handler inside `handle`, and protect the container of this read.",
      after: {
        "/p/a.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { load } from "./load.js";
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
        "/p/container.ts": `import { type Container, CosmosClient } from "@azure/cosmos";
import { protect } from "cosmos-session-token/ambient";

let container: Container | undefined;

export function getContainer(): Container {
  container ??= protect(new CosmosClient("x").database("shop").container("orders"));
  return container;
}
`,
      },
    },
  );

  itEdits("chooses the container by its name", {
    files: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

export class Handler {
  readonly orders: Container;
  readonly customers: Container;

  constructor(client: CosmosClient) {
    this.orders = client.database("shop").container("orders");
    this.customers = client.database("shop").container("customers");
  }

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    await this.customers.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['this.customers.item(message.body.id, "p").read()'],
    read: { container: "customers" },
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

export class Handler {
  readonly orders: Container;
  readonly customers: Container;

  constructor(client: CosmosClient) {
    this.orders = client.database("shop").container("orders");
    this.customers = protect(client.database("shop").container("customers"));
  }

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    return handle(message, async () => {
      await this.customers.item(message.body.id, "p").read();
    });
  }
}
`,
    },
  });

  itEdits("follows the field that holds the container", {
    files: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

export class Handler {
  readonly orders: Container;
  readonly customers: Container;

  constructor(client: CosmosClient) {
    this.orders = client.database("shop").container("orders");
    this.customers = client.database("shop").container("customers");
  }

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    await this.customers.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['this.customers.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

export class Handler {
  readonly orders: Container;
  readonly customers: Container;

  constructor(client: CosmosClient) {
    this.orders = client.database("shop").container("orders");
    this.customers = protect(client.database("shop").container("customers"));
  }

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    return handle(message, async () => {
      await this.customers.item(message.body.id, "p").read();
    });
  }
}
`,
    },
  });

  itEdits("follows an accessor that makes the container once", {
    files: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

const database = new CosmosClient("x").database("shop");
export const audit = database.container("audit");

export class Handler {
  #orders: Container | undefined;

  private get orders(): Container {
    return (this.#orders ??= database.container("orders"));
  }

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    await this.orders.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['this.orders.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

const database = new CosmosClient("x").database("shop");
export const audit = database.container("audit");

export class Handler {
  #orders: Container | undefined;

  private get orders(): Container {
    return (this.#orders ??= protect(database.container("orders")));
  }

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    return handle(message, async () => {
      await this.orders.item(message.body.id, "p").read();
    });
  }
}
`,
    },
  });

  itRefuses("refuses where several containers could be the one", {
    files: {
      "/p/a.ts": `import { CosmosClient, type Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

const database = new CosmosClient("x").database("shop");
export const handlers = [database.container("orders"), database.container("customers")].map(
  (container) => new Handler(container),
);

class Handler {
  constructor(readonly container: Container) {}

  async handle(message: ServiceBusReceivedMessage): Promise<void> {
    await this.container.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['this.container.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    reason:
      "The place where this read's container is made was not found in the files between handler and read, or there are several. Put `protect(…)` around `database.container(…)` there by hand.",
  });

  itEdits("takes the metadata of a Functions trigger", {
    files: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message, context) => {
    context.log(await orders.item(String(message), "p").read());
  },
});
`,
    },
    path: ['orders.item(String(message), "p").read()'],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
    },
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import { handle, protect } from "cosmos-session-token/ambient";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message, context) => handle(context.triggerMetadata, async () => {
    context.log(await orders.item(String(message), "p").read());
  }),
});
`,
    },
  });

  itEdits("handles each message of a batch on its own", {
    files: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  cardinality: "many",
  handler: async (messages, context) => {
    for (const message of messages as string[]) {
      context.log(await orders.item(message, "p").read());
    }
  },
});
`,
    },
    path: ['orders.item(message, "p").read()'],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
      isBatch: true,
    },
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import { handle, protect } from "cosmos-session-token/ambient";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  cardinality: "many",
  handler: async (messages, context) => {
    for (const [index, message] of (messages as string[]).entries()) {
      await handle(context.triggerMetadata, async () => {
        context.log(await orders.item(message, "p").read());
      }, { index });
    }
  },
});
`,
    },
  });

  itEdits("handles each received message in a loop", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for (const message of await receiver.receiveMessages(10)) {
    await orders.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { handle, protect } from "cosmos-session-token/ambient";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for (const message of await receiver.receiveMessages(10)) {
    await handle(message, async () => {
      await orders.item(message.body.id, "p").read();
    });
  }
}
`,
    },
  });

  itRefuses("refuses a loop that is left from inside", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for (const message of await receiver.receiveMessages(10)) {
    if (!message.body) continue;
    await orders.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    options: { style: "ambient" },
    reason:
      "The loop over the messages is left in line 9, which a callback cannot do. Move the loop's body into a function of its own, and call `handle(message, () => …)` around its call.",
  });

  itEdits("only adds what is missing", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { protect } from "cosmos-session-token/ambient";

receiver.subscribe({
  processMessage: async (message) => {
    await orders.item(message.body.id, "p").read();
  },
  processError: async () => {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "ambient" },
    title:
      "Run the handler inside `handle`, and protect the container of this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = protect(new CosmosClient("x").database("shop").container("orders"));
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { protect, handle } from "cosmos-session-token/ambient";

receiver.subscribe({
  processMessage: async (message) => handle(message, async () => {
    await orders.item(message.body.id, "p").read();
  }),
  processError: async () => {},
});
`,
    },
  });

  itEdits(
    "requires the subpath in CommonJS, without semicolons and with Windows line ends",
    {
      files: {
        "/p/a.js": `const { CosmosClient } = require('@azure/cosmos')

const orders = new CosmosClient('x').database('shop').container('orders')

exports.handle = async function (message) {
  await orders.item(message.body.id).read()
}
`,
      },
      path: ["orders.item(message.body.id).read()"],
      options: { style: "ambient" },
      title:
        "Run the handler inside `handle`, and protect the container of this read.",
      after: {
        "/p/a.js": `const { CosmosClient } = require('@azure/cosmos')
const { handle, protect } = require('cosmos-session-token/ambient')

const orders = protect(new CosmosClient('x').database('shop').container('orders'))

exports.handle = async function (message) {
  return handle(message, async () => {
    await orders.item(message.body.id).read()
  })
}
`,
      },
    },
  );

  itRefuses(
    "where one branch takes the container from the answer that created it",
    {
      files: {
        "/p/a.js": `import { getOrders } from "./cosmos.js";

receiver.subscribe({
  async processMessage(message) {
    const orders = await getOrders();
    await orders.item(message.body.id).read();
  },
  async processError() {},
});
`,
        "/p/cosmos.js": `let orders;

export async function getOrders() {
  if (process.env.LOCAL) {
    const { container: created } = await database.containers.createIfNotExists({ id: "orders" });
    orders = created;
  } else {
    orders = client.database("shop").container("orders");
  }
  return orders;
}
`,
      },
      path: ["orders.item(message.body.id).read()"],
      options: { style: "ambient", files: ["/p/cosmos.js"] },
      reason:
        "The place where this read's container is made was not found in the files between handler and read, or there are several. Put `protect(…)` around `database.container(…)` there by hand.",
    },
  );

  itRefuses("refuses a name that it does not know", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "ambient", carried: ["myToken"] },
    reason:
      "The style `ambient` knows only the names `cosmosSessionToken` and `cosmosSessionToken_<container>`, and this message carries `myToken`. Use the style `inline`.",
  });
});
