import { itEdits, itRefuses } from "./testFindings.ts";

describe("helper style", () => {
  itEdits(
    "asks `tokenFrom` where a handler named by a setting gets a message or its body",
    {
      files: {
        "/p/a.js": `import { orders } from "./orders.js";

consumer.on("changed", async (event) => {
  await orders.item(event.id).read();
});
`,
      },
      path: ["orders.item(event.id).read()"],
      message: { kind: "any" },
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
      after: {
        "/p/a.js": `import { orders } from "./orders.js";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

consumer.on("changed", async (event) => {
  await readAtLeast(tokenFrom(event), (options) => orders.item(event.id).read(options));
});
`,
      },
    },
  );

  itEdits(
    "quotes the new module as the file quotes its modules, whatever its other texts have",
    {
      files: {
        "/p/a.js": `const { orders } = require("./orders.js");

consumer.on('changed', async (event) => {
  await orders.item(event.id, 'shop').read();
});
`,
      },
      path: ["orders.item(event.id, 'shop').read()"],
      message: { kind: "any" },
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
      after: {
        "/p/a.js": `const { orders } = require("./orders.js");
const { readAtLeast, tokenFrom } = require("cosmos-session-token");

consumer.on('changed', async (event) => {
  await readAtLeast(tokenFrom(event), (options) => orders.item(event.id, 'shop').read(options));
});
`,
      },
    },
  );

  itEdits("reads an item until it is as new as the message's token", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await orders.item(message.body.id, "p").read();
    console.log(resource);
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await readAtLeast(tokenFrom(message), (options) => orders.item(message.body.id, "p").read(options));
    console.log(resource);
  },
  async processError() {},
});
`,
    },
  });

  itEdits("keeps the options that the read has", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const options = { contentResponseOnWriteEnabled: true };
    await orders.item(message.body.id, "p").read<{ id: string }>({ ...options });
    await orders.item(message.body.id, "q").read(options);
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read<'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const options = { contentResponseOnWriteEnabled: true };
    await readAtLeast(tokenFrom(message), (requestOptions) => orders.item(message.body.id, "p").read<{ id: string }>({ ...options, ...requestOptions }));
    await orders.item(message.body.id, "q").read(options);
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "spreads an options variable of the read and takes another name for its own",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const options = { contentResponseOnWriteEnabled: true };
    await orders.item(message.body.id, "q").read(options);
  },
  async processError() {},
});
`,
      },
      path: ['orders.item(message.body.id, "q").read('],
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const options = { contentResponseOnWriteEnabled: true };
    await readAtLeast(tokenFrom(message), (requestOptions) => orders.item(message.body.id, "q").read({ ...options, ...requestOptions }));
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("reads the first page of a simple query until it is new enough", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.query("SELECT * FROM c").fetchNext();
  },
  async processError() {},
});
`,
    },
    path: ["orders.items.query("],
    read: { call: "items.query", optionsIndex: 1 },
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await readAtLeast(tokenFrom(message), (options) => orders.items.query("SELECT * FROM c", options).fetchNext());
  },
  async processError() {},
});
`,
    },
  });

  itEdits("only passes the token to a query whose answer bears none", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.query("SELECT * FROM c").fetchAll();
  },
  async processError() {},
});
`,
    },
    path: ["orders.items.query("],
    read: { call: "items.query", optionsIndex: 1 },
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.query("SELECT * FROM c", { sessionToken: tokenFrom(message) as string }).fetchAll();
  },
  async processError() {},
});
`,
    },
  });

  itEdits("only passes the token to a sorted query", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const spec = { query: "SELECT * FROM c ORDER BY c.at" };
    await orders.items.query(spec).fetchNext();
  },
  async processError() {},
});
`,
    },
    path: ["orders.items.query("],
    read: { call: "items.query", optionsIndex: 1 },
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const spec = { query: "SELECT * FROM c ORDER BY c.at" };
    await orders.items.query(spec, { sessionToken: tokenFrom(message) as string }).fetchNext();
  },
  async processError() {},
});
`,
    },
  });

  itEdits("extends an import of the package", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { parse } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
    console.log(parse("0:1#1"));
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { parse, readAtLeast, tokenFrom } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await readAtLeast(tokenFrom(message), (options) => orders.item(message.body.id, "p").read(options));
    console.log(parse("0:1#1"));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("uses names that are imported under others, and a namespace", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import * as tokens from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
    console.log(tokens.parse("0:1#1"));
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import * as tokens from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await tokens.readAtLeast(tokens.tokenFrom(message), (options) => orders.item(message.body.id, "p").read(options));
    console.log(tokens.parse("0:1#1"));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("leaves imports of types alone", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import type { SessionToken } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
export type T = SessionToken;
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import type { SessionToken } from "cosmos-session-token";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await readAtLeast(tokenFrom(message), (options) => orders.item(message.body.id, "p").read(options));
  },
  async processError() {},
});
export type T = SessionToken;
`,
    },
  });

  itEdits("takes another name where the imported one is taken", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const tokenFrom = String(message.messageId);
    await orders.item(tokenFrom, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(tokenFrom, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom as sessionTokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const tokenFrom = String(message.messageId);
    await readAtLeast(sessionTokenFrom(message), (options) => orders.item(tokenFrom, "p").read(options));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("requires the package in CommonJS", {
    files: {
      "/p/a.js": `'use strict';
const { CosmosClient } = require('@azure/cosmos');

const orders = new CosmosClient('x').database('shop').container('orders');

exports.handle = async (message) => orders.item(message.body.id).read();
`,
    },
    path: ["orders.item(message.body.id).read()"],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.js": `'use strict';
const { CosmosClient } = require('@azure/cosmos');
const { readAtLeast, tokenFrom } = require('cosmos-session-token');

const orders = new CosmosClient('x').database('shop').container('orders');

exports.handle = async (message) => readAtLeast(tokenFrom(message), (options) => orders.item(message.body.id).read(options));
`,
    },
  });

  itEdits("extends a require of the package", {
    files: {
      "/p/a.js": `const { parse } = require('cosmos-session-token');

exports.handle = async (message) => orders.item(parse(message.body.id)).read();
`,
    },
    path: ["orders.item(parse(message.body.id)).read()"],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.js": `const { parse, readAtLeast, tokenFrom } = require('cosmos-session-token');

exports.handle = async (message) => readAtLeast(tokenFrom(message), (options) => orders.item(parse(message.body.id)).read(options));
`,
    },
  });

  itEdits("threads the token through a helper", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

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
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id, tokenFrom(message));
  },
  async processError() {},
});

async function load(id: string, sessionToken?: string) {
  return readAtLeast(sessionToken, (options) => orders.item(id, id).read(options));
}
`,
    },
  });

  itEdits("takes the token from the metadata of a Functions trigger", {
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
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  handler: async (message, context) => {
    context.log(await readAtLeast(tokenFrom(context.triggerMetadata), (options) => orders.item(String(message), "p").read(options)));
  },
});
`,
    },
  });

  itEdits("takes the token from the metadata of a Functions batch", {
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
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  connection: "SB",
  queueName: "orders",
  cardinality: "many",
  handler: async (messages, context) => {
    for (const [index, message] of (messages as string[]).entries()) {
      context.log(await readAtLeast(tokenFrom(context.triggerMetadata, { index }), (options) => orders.item(message, "p").read(options)));
    }
  },
});
`,
    },
  });

  itEdits(
    "makes a message of the properties where the handler takes it apart",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body }) {
    await orders.item(body.id, "p").read();
  },
  async processError() {},
});
`,
      },
      path: ['orders.item(body.id, "p").read()'],
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, applicationProperties }) {
    await readAtLeast(tokenFrom({ applicationProperties }), (options) => orders.item(body.id, "p").read(options));
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("names the container where the handler reads several", {
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
    read: { container: "orders" },
    options: {
      style: "helper",
      handlerReads: [
        {
          container: "customers",
          containerKey: "customers",
          place: {
            file: "/p/a.ts",
            span: { start: 1, end: 2 },
            start: { line: 1, column: 1 },
            end: { line: 1, column: 2 },
          },
        },
      ],
    },
    title:
      "Pass the message's `cosmosSessionToken_orders` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await readAtLeast(tokenFrom(message, { container: "orders" }), (options) => orders.item(message.body.id, "p").read(options));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("asks the container for its name where it is no constant", {
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
    options: {
      style: "helper",
      handlerReads: [
        {
          container: "customers",
          containerKey: "customers",
          place: {
            file: "/p/a.ts",
            span: { start: 1, end: 2 },
            start: { line: 1, column: 1 },
            end: { line: 1, column: 2 },
          },
        },
      ],
    },
    title:
      "Pass the message's `cosmosSessionToken_…` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await readAtLeast(tokenFrom(message, { container: orders.id }), (options) => orders.item(message.body.id, "p").read(options));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("hands the message on to where the container is at hand", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

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
    options: {
      style: "helper",
      handlerReads: [
        {
          container: "customers",
          containerKey: "customers",
          place: {
            file: "/p/a.ts",
            span: { start: 1, end: 2 },
            start: { line: 1, column: 1 },
            end: { line: 1, column: 2 },
          },
        },
      ],
    },
    title:
      "Pass the message's `cosmosSessionToken_…` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id, message);
  },
  async processError() {},
});

async function load(id: string, message?: unknown) {
  return readAtLeast(tokenFrom(message, { container: orders.id }), (options) => orders.item(id, id).read(options));
}
`,
    },
  });

  itEdits(
    "merges the message's token with that of a write whose answer is at hand",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const created = await orders.items.create({ id: message.body.id });
    console.log(created.statusCode);
    await orders.items.query("SELECT * FROM c").fetchAll();
  },
  async processError() {},
});
`,
      },
      path: ["orders.items.query("],
      read: { call: "items.query", optionsIndex: 1, ownTokenExists: true },
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken`, merged with this flow's own token, to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { merge, tokenFrom, tokenOf } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const created = await orders.items.create({ id: message.body.id });
    console.log(created.statusCode);
    await orders.items.query("SELECT * FROM c", { sessionToken: merge(tokenOf(created), tokenFrom(message)) as string }).fetchAll();
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("keeps the answer of a write to merge its token", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.upsert({ id: message.body.id });
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    read: { ownTokenExists: true },
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken`, merged with this flow's own token, to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { merge, readAtLeast, tokenFrom, tokenOf } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const answer = await orders.items.upsert({ id: message.body.id });
    await readAtLeast(merge(tokenOf(answer), tokenFrom(message)), (options) => orders.item(message.body.id, "p").read(options));
  },
  async processError() {},
});
`,
    },
  });

  itRefuses("refuses to merge where the answer of the write is not at hand", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    if (message.body.isNew) {
      await orders.items.upsert({ id: message.body.id });
    }
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    read: { ownTokenExists: true },
    options: { style: "helper" },
    reason:
      "The same flow wrote or read this container before, and the answer of that call is not at hand here, so its token cannot be merged with the message's. Keep the answer, and pass `merge(tokenOf(answer), tokenFrom(message))`.",
  });

  itEdits(
    "only passes the token where a callback would lose what is known of a field",
    {
      files: {
        "/p/a.ts": `import type { Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

export class Handler {
  orders: Container | undefined;

  async handle(message: ServiceBusReceivedMessage) {
    if (!this.orders) throw new Error("not open");
    await this.orders.item(message.body.id, "p").read();
  }
}
`,
      },
      path: ['this.orders.item(message.body.id, "p").read()'],
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
      after: {
        "/p/a.ts": `import type { Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { tokenFrom } from "cosmos-session-token";

export class Handler {
  orders: Container | undefined;

  async handle(message: ServiceBusReceivedMessage) {
    if (!this.orders) throw new Error("not open");
    await this.orders.item(message.body.id, "p").read({ sessionToken: tokenFrom(message) as string });
  }
}
`,
      },
    },
  );

  itEdits("awaits inside of the callback", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await (await open()).item(message.body.id, "p").read();
    console.log(resource);
  },
  async processError() {},
});

const open = async () => orders;
`,
    },
    path: ['(await open()).item(message.body.id, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await readAtLeast(tokenFrom(message), async (options) => (await open()).item(message.body.id, "p").read(options));
    console.log(resource);
  },
  async processError() {},
});

const open = async () => orders;
`,
    },
  });

  itEdits("asks for the level Session too", {
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
    read: { consistencyLevel: "Eventual" },
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await readAtLeast(tokenFrom(message), (options) => orders.item(message.body.id, "p").read({ ...options, consistencyLevel: "Session" }));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("reads a producers' own name by hand", {
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
    options: { style: "helper", carried: ["myToken"] },
    title:
      "Pass the message's `myToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["myToken"] as string;
    await readAtLeast(sessionToken, (options) => orders.item(message.body.id, "p").read(options));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("uses a variable that holds the token already", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { tokenFrom } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    const token = tokenFrom(message);
    console.log(token);
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { tokenFrom, readAtLeast } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    const token = tokenFrom(message);
    console.log(token);
    await readAtLeast(token, (options) => orders.item(message.body.id, "p").read(options));
  },
  async processError() {},
});
`,
    },
  });

  itEdits("declares a variable where another message hides the handler's", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    for (const message of ["a", "b"]) {
      await orders.item(message, "p").read();
    }
    console.log(message.messageId);
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message, "p").read()'],
    options: { style: "helper" },
    title:
      "Pass the message's `cosmosSessionToken` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { readAtLeast, tokenFrom } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = tokenFrom(message);
    for (const message of ["a", "b"]) {
      await readAtLeast(sessionToken, (options) => orders.item(message, "p").read(options));
    }
    console.log(message.messageId);
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "keeps the answer of a read that was taken apart, and merges all answers",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.upsert({ id: message.body.id });
    const { resource } = await orders.item(message.body.id, "p").read();
    await orders.item(String(resource?.["next"]), "p").read();
  },
  async processError() {},
});
`,
      },
      path: ['orders.item(String(resource?.["next"]), "p").read()'],
      read: { ownTokenExists: true },
      options: { style: "helper" },
      title:
        "Pass the message's `cosmosSessionToken`, merged with this flow's own token, to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { merge, readAtLeast, tokenFrom, tokenOf } from "cosmos-session-token";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const answer = await orders.items.upsert({ id: message.body.id });
    const answer2 = await orders.item(message.body.id, "p").read();
    const { resource } = answer2;
    await readAtLeast(merge(tokenOf(answer), tokenOf(answer2), tokenFrom(message)), (options) => orders.item(String(resource?.["next"]), "p").read(options));
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("uses the parameter for the message that a helper has already", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { tokenFrom } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

async function load(id: string, message?: unknown) {
  await check(id, tokenFrom(message, { container: "customers" }));
  return orders.item(id, id).read();
}

const check = async (id: string, token?: string) => console.log(id, token);
`,
    },
    path: ["load(message.body.id)", "orders.item(id, id).read()"],
    options: {
      style: "helper",
      handlerReads: [
        {
          container: "customers",
          containerKey: "customers",
          place: {
            file: "/p/a.ts",
            span: { start: 1, end: 2 },
            start: { line: 1, column: 1 },
            end: { line: 1, column: 2 },
          },
        },
      ],
    },
    title:
      "Pass the message's `cosmosSessionToken_…` to this read with `cosmos-session-token`.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
import { tokenFrom, readAtLeast } from "cosmos-session-token";

receiver.subscribe({
  async processMessage(message) {
    await load(message.body.id, message);
  },
  async processError() {},
});

async function load(id: string, message?: unknown) {
  await check(id, tokenFrom(message, { container: "customers" }));
  return readAtLeast(tokenFrom(message, { container: orders.id }), (options) => orders.item(id, id).read(options));
}

const check = async (id: string, token?: string) => console.log(id, token);
`,
    },
  });
});
