import { requireSessionToken } from "./require-session-token.ts";
import { createRuleTester, inProject } from "./testProject.ts";

const setup = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("changed");
`;

const token = "the message's `cosmosSessionToken`";

createRuleTester().run("require-session-token", requireSessionToken, {
  valid: [
    {
      name: "a read that passes the message's token",
      ...inProject({
        "src/orders.ts": `${setup}
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id).read({ sessionToken });
  },
  async processError() {},
});
`,
      }),
    },
    {
      name: "a read outside of any handler",
      ...inProject({
        "src/orders.ts": `${setup}
export async function findOrder(id: string) {
  return orders.item(id, id).read();
}
`,
      }),
    },
    {
      name: "metadata of a container is no item",
      ...inProject({
        "src/orders.ts": `${setup}
receiver.subscribe({
  async processMessage() {
    await orders.read();
  },
  async processError() {},
});
`,
      }),
    },
    {
      name: "a container that the settings leave out",
      ...inProject({
        "src/orders.ts": `${setup}
receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id).read();
  },
  async processError() {},
});
`,
      }),
      settings: { "cosmos-session": { ignoreContainers: ["orders"] } },
    },
    {
      name: "a handler of another queue without a setting that names it",
      ...inProject({
        "src/orders.ts": `${setup}
import { app } from "@azure/functions";
app.http("order", { handler: async (request) => ({ jsonBody: await orders.item("1").read() }) });
`,
      }),
    },
  ],
  invalid: [
    {
      name: "a read in a handler leaves out the carried token",
      ...inProject({
        "src/orders.ts": `${setup}
receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, message.body.pk).read();
  },
  async processError() {},
});
`,
      }),
      errors: [
        {
          messageId: "noToken",
          data: {
            read: "orders.item(…).read()",
            handler: 'the handler of "changed"',
            token,
          },
          line: 9,
          column: 11,
          endLine: 9,
          endColumn: 63,
          suggestions: [
            {
              messageId: "editInline",
              data: {
                title: "Pass the message's `cosmosSessionToken` to this read.",
              },
              output: `${setup}
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, message.body.pk).read({ sessionToken });
  },
  async processError() {},
});
`,
            },
          ],
        },
      ],
    },
    {
      name: "words and edit name the token as the project's producer sends it",
      ...inProject({
        "src/orders.ts": `${setup}
receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, message.body.pk).read();
  },
  async processError() {},
});
`,
        "src/producer.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const sender = new ServiceBusClient("x").createSender("changed");

export async function save(order: { id: string }) {
  const { headers } = await orders.items.upsert(order);
  await sender.sendMessages({
    body: { id: order.id },
    applicationProperties: { orderToken: headers["x-ms-session-token"] },
  });
}
`,
      }),
      errors: [
        {
          messageId: "noToken",
          data: {
            read: "orders.item(…).read()",
            handler: 'the handler of "changed"',
            token: "the message's `orderToken`",
          },
          suggestions: [
            {
              messageId: "editInline",
              data: { title: "Pass the message's `orderToken` to this read." },
              output: `${setup}
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["orderToken"] as string;
    await orders.item(message.body.id, message.body.pk).read({ sessionToken });
  },
  async processError() {},
});
`,
            },
          ],
        },
      ],
    },
    {
      name: "a file that begins with a byte-order mark gets its suggestion at the right place",
      ...inProject({
        "src/orders.ts": `\uFEFF${setup}
receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, message.body.pk).read();
  },
  async processError() {},
});
`,
      }),
      errors: [
        {
          messageId: "noToken",
          data: {
            read: "orders.item(…).read()",
            handler: 'the handler of "changed"',
            token,
          },
          line: 9,
          column: 11,
          endLine: 9,
          endColumn: 63,
          suggestions: [
            {
              messageId: "editInline",
              data: {
                title: "Pass the message's `cosmosSessionToken` to this read.",
              },
              output: `\uFEFF${setup}
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, message.body.pk).read({ sessionToken });
  },
  async processError() {},
});
`,
            },
          ],
        },
      ],
    },
    {
      name: "JavaScript gets JavaScript",
      ...inProject({
        "src/orders.js": `${setup}
receiver.subscribe({
  processMessage: async ({ body }) => {
    await orders.items.query("SELECT * FROM c").fetchAll();
  },
  processError: async () => {},
});
`,
      }),
      errors: [
        {
          messageId: "noToken",
          data: {
            read: "orders.items.query(…)",
            handler: 'the handler of "changed"',
            token,
          },
          line: 9,
          column: 11,
          endLine: 9,
          endColumn: 48,
          suggestions: [
            {
              messageId: "editInline",
              data: {
                title: "Pass the message's `cosmosSessionToken` to this read.",
              },
              output: `${setup}
receiver.subscribe({
  processMessage: async ({ body, applicationProperties }) => {
    const sessionToken = applicationProperties?.cosmosSessionToken;
    await orders.items.query("SELECT * FROM c", { sessionToken }).fetchAll();
  },
  processError: async () => {},
});
`,
            },
          ],
        },
      ],
    },
    {
      name: "an HTTP handler that a setting names",
      ...inProject({
        "src/orders.js": `${setup}
import { app } from "@azure/functions";
app.http("order", { handler: async (request) => ({ jsonBody: await orders.item("1").read() }) });
`,
      }),
      settings: {
        "cosmos-session": {
          handlers: [
            {
              module: "@azure/functions",
              call: "app.http",
              handler: "1.handler",
            },
          ],
        },
      },
      errors: [
        {
          messageId: "noToken",
          data: {
            read: "orders.item(…).read()",
            handler: 'the handler of "order"',
            token: "the token that the message brings",
          },
          line: 8,
          column: 68,
          endLine: 8,
          endColumn: 91,
          suggestions: [],
        },
      ],
    },
  ],
});
