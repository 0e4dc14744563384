import { itEdits, itRefuses } from "./testFindings.ts";

describe("where the message is", () => {
  itEdits(
    "reads the properties of a Functions trigger from the context's metadata",
    {
      files: {
        "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message: unknown, context) => {
    const { id } = message as { id: string };
    context.log(await orders.item(id, id).read());
  },
});
`,
      },
      path: ["orders.item(id, id).read()"],
      message: {
        kind: "metadata",
        parameter: 0,
        context: { parameter: 1, property: "triggerMetadata" },
      },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message: unknown, context) => {
    const sessionToken = (context.triggerMetadata?.["applicationProperties"] as Record<string, unknown> | undefined)?.["cosmosSessionToken"] as string;
    const { id } = message as { id: string };
    context.log(await orders.item(id, id).read({ sessionToken }));
  },
});
`,
      },
    },
  );

  itEdits("adds the context to a Functions handler that takes none", {
    files: {
      "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message) => {
    const { id } = message as { id: string };
    await orders.item(id, id).read();
  },
});
`,
    },
    path: ["orders.item(id, id).read()"],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message, context) => {
    const sessionToken = (context.triggerMetadata?.["applicationProperties"] as Record<string, unknown> | undefined)?.["cosmosSessionToken"] as string;
    const { id } = message as { id: string };
    await orders.item(id, id).read({ sessionToken });
  },
});
`,
    },
  });

  itEdits(
    "adds message and context to a Functions handler without parameters",
    {
      files: {
        "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async () => {
    await orders.item("a", "b").read();
  },
});
`,
      },
      path: ['orders.item("a", "b").read()'],
      message: {
        kind: "metadata",
        parameter: 0,
        context: { parameter: 1, property: "triggerMetadata" },
      },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (_message, context) => {
    const sessionToken = (context.triggerMetadata?.["applicationProperties"] as Record<string, unknown> | undefined)?.["cosmosSessionToken"] as string;
    await orders.item("a", "b").read({ sessionToken });
  },
});
`,
      },
    },
  );

  itEdits("adds a typed context to a declared Functions handler", {
    files: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

export async function handle(message: unknown): Promise<void> {
  const { id } = message as { id: string };
  await orders.item(id, id).read();
}

app.serviceBusQueue("orders", { connection: "SB", queueName: "orders", handler: handle });
`,
    },
    path: ["orders.item(id, id).read()"],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import type { InvocationContext } from "@azure/functions";

const orders = new CosmosClient("x").database("shop").container("orders");

export async function handle(message: unknown, context: InvocationContext): Promise<void> {
  const sessionToken = (context.triggerMetadata?.["applicationProperties"] as Record<string, unknown> | undefined)?.["cosmosSessionToken"] as string;
  const { id } = message as { id: string };
  await orders.item(id, id).read({ sessionToken });
}

app.serviceBusQueue("orders", { connection: "SB", queueName: "orders", handler: handle });
`,
    },
  });

  itEdits("adds the metadata to a context that is taken apart", {
    files: {
      "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message: unknown, { log }: InvocationContext) => {
    log(await orders.item(String(message), "p").read());
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
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message: unknown, { log, triggerMetadata }: InvocationContext) => {
    const sessionToken = (triggerMetadata?.["applicationProperties"] as Record<string, unknown> | undefined)?.["cosmosSessionToken"] as string;
    log(await orders.item(String(message), "p").read({ sessionToken }));
  },
});
`,
    },
  });

  itEdits("reads the metadata in JavaScript", {
    files: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  handler: async (message, context) => {
    context.log(await orders.item(message.id).read());
  },
});
`,
    },
    path: ["orders.item(message.id).read()"],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  handler: async (message, context) => {
    const sessionToken = context.triggerMetadata?.applicationProperties?.cosmosSessionToken;
    context.log(await orders.item(message.id).read({ sessionToken }));
  },
});
`,
    },
  });

  itEdits("reads the bindingData of the v3 model", {
    files: {
      "/p/a.js": `module.exports = async function (context, message) {
  context.bindings.out = await orders.item(message.id).read();
};
`,
    },
    path: ["orders.item(message.id).read()"],
    message: {
      kind: "metadata",
      parameter: 1,
      context: { parameter: 0, property: "bindingData" },
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `module.exports = async function (context, message) {
  const sessionToken = context.bindingData.applicationProperties?.cosmosSessionToken;
  context.bindings.out = await orders.item(message.id).read({ sessionToken });
};
`,
    },
  });

  itEdits("reads the bindingData of the v3 model in TypeScript", {
    files: {
      "/p/a.ts": `import type { AzureFunction, Context } from "functions-3";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

const run: AzureFunction = async function (context: Context, message: { id: string }): Promise<void> {
  context.log(await orders.item(message.id, "p").read());
};

export default run;
`,
    },
    path: ['orders.item(message.id, "p").read()'],
    message: {
      kind: "metadata",
      parameter: 1,
      context: { parameter: 0, property: "bindingData" },
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import type { AzureFunction, Context } from "functions-3";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

const run: AzureFunction = async function (context: Context, message: { id: string }): Promise<void> {
  const sessionToken = context.bindingData["applicationProperties"]?.["cosmosSessionToken"] as string;
  context.log(await orders.item(message.id, "p").read({ sessionToken }));
};

export default run;
`,
    },
  });

  itEdits(
    "lower-cases the first letter of the producers' name as the Functions host does",
    {
      files: {
        "/p/a.js": `module.exports = async function (context, message) {
  context.bindings.out = await orders.item(message.id).read();
};
`,
      },
      path: ["orders.item(message.id).read()"],
      message: {
        kind: "metadata",
        parameter: 1,
        context: { parameter: 0, property: "bindingData" },
      },
      options: { carried: ["SessionToken"] },
      title: "Pass the message's `sessionToken` to this read.",
      after: {
        "/p/a.js": `module.exports = async function (context, message) {
  const sessionToken = context.bindingData.applicationProperties?.sessionToken;
  context.bindings.out = await orders.item(message.id).read({ sessionToken });
};
`,
      },
    },
  );

  itEdits("takes the message of an sdkBinding trigger", {
    files: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  sdkBinding: true,
  handler: async ({ messages, actions }, context) => {
    context.log(await orders.item(messages.body.id).read());
    await actions.complete(messages);
  },
});
`,
    },
    path: ["orders.item(messages.body.id).read()"],
    message: { kind: "sdkBinding", parameter: 0 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  sdkBinding: true,
  handler: async ({ messages, actions }, context) => {
    const sessionToken = messages.applicationProperties?.cosmosSessionToken;
    context.log(await orders.item(messages.body.id).read({ sessionToken }));
    await actions.complete(messages);
  },
});
`,
    },
  });

  itEdits(
    "takes the message of an sdkBinding trigger whose type says that there are many",
    {
      files: {
        "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

interface ServiceBusMessageContext {
  messages: ServiceBusReceivedMessage[];
  actions: unknown;
}
const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  sdkBinding: true,
  handler: async (binding: unknown) => run(binding as ServiceBusMessageContext),
});

async function run({ messages }: ServiceBusMessageContext) {
  const message = messages[0];
  await orders.item(message?.body.id, "p").read();
}
export async function other({ messages }: ServiceBusMessageContext) {
  await orders.item(messages[0]!.body.id, "p").read();
}
`,
      },
      path: ['orders.item(messages[0]!.body.id, "p").read()'],
      message: { kind: "sdkBinding", parameter: 0 },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

interface ServiceBusMessageContext {
  messages: ServiceBusReceivedMessage[];
  actions: unknown;
}
const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  sdkBinding: true,
  handler: async (binding: unknown) => run(binding as ServiceBusMessageContext),
});

async function run({ messages }: ServiceBusMessageContext) {
  const message = messages[0];
  await orders.item(message?.body.id, "p").read();
}
export async function other({ messages }: ServiceBusMessageContext) {
  const sessionToken = [messages].flat()[0]?.applicationProperties?.["cosmosSessionToken"] as string;
  await orders.item(messages[0]!.body.id, "p").read({ sessionToken });
}
`,
      },
    },
  );

  itEdits("takes the element of an sdkBinding batch", {
    files: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  sdkBinding: true,
  cardinality: 'many',
  handler: async (binding, context) => {
    for (const message of binding.messages) {
      context.log(await orders.item(message.body.id).read());
    }
  },
});
`,
    },
    path: ["orders.item(message.body.id).read()"],
    message: { kind: "sdkBinding", parameter: 0, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  sdkBinding: true,
  cardinality: 'many',
  handler: async (binding, context) => {
    for (const message of binding.messages) {
      const sessionToken = message.applicationProperties?.cosmosSessionToken;
      context.log(await orders.item(message.body.id).read({ sessionToken }));
    }
  },
});
`,
    },
  });

  itEdits("takes each message's own token in a loop over received messages", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  for (const message of messages) {
    await orders.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  for (const message of messages) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  }
}
`,
    },
  });

  itEdits("takes the token in a loop over a message iterator", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for await (const message of receiver.getMessageIterator()) {
    await orders.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "message", parameter: -1 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  for await (const message of receiver.getMessageIterator()) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  }
}
`,
    },
  });

  itEdits("takes the token in a loop of the module itself", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

for await (const message of receiver.getMessageIterator()) {
  await orders.item(message.body.id, "p").read();
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "message", parameter: -1 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

for await (const message of receiver.getMessageIterator()) {
  const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
  await orders.item(message.body.id, "p").read({ sessionToken });
}
`,
    },
  });

  itEdits("takes the token behind the statement that binds the only message", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function one() {
  const [message] = await receiver.receiveMessages(1);
  if (!message) return;
  await orders.item(message.body.id, "p").read();
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function one() {
  const [message] = await receiver.receiveMessages(1);
  const sessionToken = message?.applicationProperties?.["cosmosSessionToken"] as string;
  if (!message) return;
  await orders.item(message.body.id, "p").read({ sessionToken });
}
`,
    },
  });

  itEdits("takes the token in a loop that counts", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  for (let i = 0; i < messages.length; i++) {
    await orders.item(messages[i]!.body.id, "p").read();
  }
}
`,
    },
    path: ['orders.item(messages[i]!.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  for (let i = 0; i < messages.length; i++) {
    const sessionToken = messages[i]?.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(messages[i]!.body.id, "p").read({ sessionToken });
  }
}
`,
    },
  });

  itEdits("takes the token in a loop that counts and names its message", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!;
    await orders.item(message.body.id, "p").read();
  }
}
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!;
    const sessionToken = message?.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  }
}
`,
    },
  });

  itEdits("takes the token in the callback of map", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  await Promise.all(messages.map((message) => orders.item(message.body.id, "p").read()));
}
`,
    },
    path: ["messages.map(", 'orders.item(message.body.id, "p").read()'],
    message: { kind: "messages", parameter: -1, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  await Promise.all(messages.map((message) => orders.item(message.body.id, "p").read({ sessionToken: message.applicationProperties?.["cosmosSessionToken"] as string })));
}
`,
    },
  });

  itEdits("takes the token in the callback of a loop over a parameter", {
    files: {
      "/p/a.js": `async function handleAll(messages) {
  await Promise.all(messages.filter(Boolean).map(async ({ body }) => {
    await orders.item(body.id).read();
  }));
}
module.exports = { handleAll };
`,
    },
    path: ["messages.filter(Boolean).map(", "orders.item(body.id).read()"],
    message: { kind: "messages", parameter: 0, isBatch: true },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `async function handleAll(messages) {
  await Promise.all(messages.filter(Boolean).map(async ({ body, applicationProperties }) => {
    const sessionToken = applicationProperties?.cosmosSessionToken;
    await orders.item(body.id).read({ sessionToken });
  }));
}
module.exports = { handleAll };
`,
    },
  });

  itRefuses(
    "refuses where nothing says which message of the batch a read is for",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

export async function drain() {
  const messages = await receiver.receiveMessages(10);
  const ids = messages.map((message) => message.body.id);
  await orders.items.query({ query: "SELECT * FROM c", parameters: [{ name: "@ids", value: ids }] }).fetchAll();
}
`,
      },
      path: ["orders.items.query("],
      read: { call: "items.query", optionsIndex: 1 },
      message: { kind: "messages", parameter: -1, isBatch: true },
      reason:
        "Nothing around line 10 says which message of the batch this read belongs to. Handle the messages one by one, then try again.",
    },
  );

  itEdits("adds an index to the loop over a Functions batch", {
    files: {
      "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  cardinality: "many",
  handler: async (messages: unknown, context: InvocationContext) => {
    for (const message of messages as { id: string }[]) {
      context.log(await orders.item(message.id, "p").read());
    }
  },
});
`,
    },
    path: ['orders.item(message.id, "p").read()'],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
      isBatch: true,
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { app, type InvocationContext } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");
export const types: InvocationContext | undefined = undefined;

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  cardinality: "many",
  handler: async (messages: unknown, context: InvocationContext) => {
    for (const [index, message] of (messages as { id: string }[]).entries()) {
      const sessionToken = (context.triggerMetadata?.["applicationPropertiesArray"] as Record<string, unknown>[] | undefined)?.[index]?.["cosmosSessionToken"] as string;
      context.log(await orders.item(message.id, "p").read({ sessionToken }));
    }
  },
});
`,
    },
  });

  itEdits("uses the index that a loop over a Functions batch has", {
    files: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  cardinality: 'many',
  handler: async (messages, context) => {
    for (const [i, message] of messages.entries()) {
      context.log(await orders.item(message.id).read());
    }
  },
});
`,
    },
    path: ["orders.item(message.id).read()"],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
      isBatch: true,
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  cardinality: 'many',
  handler: async (messages, context) => {
    for (const [i, message] of messages.entries()) {
      const sessionToken = context.triggerMetadata?.applicationPropertiesArray?.[i]?.cosmosSessionToken;
      context.log(await orders.item(message.id).read({ sessionToken }));
    }
  },
});
`,
    },
  });

  itEdits("adds the index to the callback of map over a Functions batch", {
    files: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  cardinality: 'many',
  handler: async (messages, context) => {
    await Promise.all(messages.map(async message => {
      context.log(await orders.item(message.id).read());
    }));
  },
});
`,
    },
    path: ["messages.map(", "orders.item(message.id).read()"],
    message: {
      kind: "metadata",
      parameter: 0,
      context: { parameter: 1, property: "triggerMetadata" },
      isBatch: true,
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `app.serviceBusQueue('orders', {
  cardinality: 'many',
  handler: async (messages, context) => {
    await Promise.all(messages.map(async (message, index) => {
      const sessionToken = context.triggerMetadata?.applicationPropertiesArray?.[index]?.cosmosSessionToken;
      context.log(await orders.item(message.id).read({ sessionToken }));
    }));
  },
});
`,
    },
  });

  itEdits("uses the counter of a loop over a v3 batch", {
    files: {
      "/p/a.js": `module.exports = async function (context, messages) {
  for (let i = 0; i < messages.length; i++) {
    context.log(await orders.item(messages[i].id).read());
  }
};
`,
    },
    path: ["orders.item(messages[i].id).read()"],
    message: {
      kind: "metadata",
      parameter: 1,
      context: { parameter: 0, property: "bindingData" },
      isBatch: true,
    },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `module.exports = async function (context, messages) {
  for (let i = 0; i < messages.length; i++) {
    const sessionToken = context.bindingData.applicationPropertiesArray?.[i]?.cosmosSessionToken;
    context.log(await orders.item(messages[i].id).read({ sessionToken }));
  }
};
`,
    },
  });

  itEdits(
    "reads the property through a cast where the handler's own type leaves it out",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

interface OrderMessage {
  body: { id: string };
}

async function handle(message: OrderMessage) {
  await orders.item(message.body.id, "p").read();
}

receiver.subscribe({ processMessage: handle, async processError() {} });
`,
      },
      path: ['orders.item(message.body.id, "p").read()'],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

interface OrderMessage {
  body: { id: string };
}

async function handle(message: OrderMessage) {
  const sessionToken = (message as { applicationProperties?: Record<string, unknown> }).applicationProperties?.["cosmosSessionToken"] as string;
  await orders.item(message.body.id, "p").read({ sessionToken });
}

receiver.subscribe({ processMessage: handle, async processError() {} });
`,
      },
    },
  );

  itRefuses(
    "refuses a loop over a part of a Functions batch, whose index is another one",
    {
      files: {
        "/p/a.js": `module.exports = async function (context, messages) {
  for (const message of messages.filter((m) => m.id)) {
    context.log(await orders.item(message.id).read());
  }
};
`,
      },
      path: ["orders.item(message.id).read()"],
      message: {
        kind: "metadata",
        parameter: 1,
        context: { parameter: 0, property: "bindingData" },
        isBatch: true,
      },
      reason:
        "The loop over the batch gives no index, and none can be added safely, so the properties of this read's message cannot be found. Loop with `messages.entries()`, then try again.",
    },
  );
});
