import { noLostSessionToken } from "./no-lost-session-token.ts";
import { createRuleTester, inProject } from "./testProject.ts";

const setup = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("changed");
`;

const handler = (body: string): { filename: string; code: string } =>
  inProject({
    "src/orders.ts": `${setup}
receiver.subscribe({
  async processMessage(message) {
    const token = message.applicationProperties?.["cosmosSessionToken"] as string;
    ${body}
  },
  async processError() {},
});
`,
  });

createRuleTester().run("no-lost-session-token", noLostSessionToken, {
  valid: [
    {
      name: "the token from the headers of an answer",
      ...inProject({
        "src/a.ts": `${setup}
export async function save(order: { id: string }) {
  const { headers } = await orders.items.upsert(order);
  return String(headers["x-ms-session-token"]);
}
`,
      }),
    },
    {
      name: "the token of the change feed, which is a property",
      ...inProject({
        "src/a.ts": `${setup}
export async function changes() {
  const page = await orders.items.changeFeed("pk").fetchNext();
  return page.sessionToken;
}
`,
      }),
    },
    {
      name: "a token that is trimmed is still a token",
      ...handler(
        "await orders.item(message.body.id).read({ sessionToken: token.trim() });",
      ),
    },
  ],
  invalid: [
    {
      name: "an answer has no property sessionToken",
      ...inProject({
        "src/a.ts": `${setup}
export async function save(order: { id: string }) {
  const response: any = await orders.items.upsert(order);
  return response.sessionToken;
}
`,
      }),
      errors: [
        {
          messageId: "noSuchProperty",
          data: { call: "items.upsert" },
          line: 9,
          column: 10,
          endLine: 9,
          endColumn: 31,
        },
      ],
    },
    {
      name: "fetchAll loses the token",
      ...inProject({
        "src/a.ts": `${setup}
export async function all() {
  const response: any = await orders.items.query("SELECT * FROM c").fetchAll();
  return response.headers["x-ms-session-token"];
}
`,
      }),
      errors: [
        {
          messageId: "answerLosesToken",
          line: 9,
          column: 10,
          endLine: 9,
          endColumn: 48,
        },
      ],
    },
    {
      name: "the options of a query are its second argument",
      ...handler(
        `await orders.items.query({ query: "SELECT * FROM c", sessionToken: token } as any).fetchAll();`,
      ),
      errors: [
        {
          messageId: "wrongArgument",
          data: { call: "items.query", index: "1", options: "2" },
          line: 10,
          column: 30,
          endLine: 10,
          endColumn: 86,
        },
      ],
    },
    {
      name: "no option has this name",
      ...handler(
        "await orders.item(message.body.id).read({ session_token: token } as any);",
      ),
      errors: [
        {
          messageId: "wrongKey",
          data: { call: "item.read", key: "session_token" },
          line: 10,
          column: 62,
          endLine: 10,
          endColumn: 67,
        },
      ],
    },
    {
      name: "a spread overwrites the token",
      ...handler(
        "await orders.item(message.body.id).read({ sessionToken: token, ...{ sessionToken: undefined } } as any);",
      ),
      errors: [
        {
          messageId: "overwritten",
          data: {
            call: "item.read",
            by: "the spread behind it",
            instead: "Put `sessionToken` behind the spread.",
          },
          line: 10,
          column: 61,
          endLine: 10,
          endColumn: 66,
        },
      ],
    },
    {
      name: "a token with quotation marks is none",
      ...handler(
        "await orders.item(message.body.id).read({ sessionToken: JSON.stringify(token) });",
      ),
      errors: [
        {
          messageId: "stringified",
          data: { call: "item.read" },
          line: 10,
          column: 61,
          endLine: 10,
          endColumn: 82,
        },
      ],
    },
    {
      name: "the text undefined is none",
      ...handler(
        "await orders.item(message.body.id).read({ sessionToken: `${message.applicationProperties?.token}` });",
      ),
      errors: [
        {
          messageId: "textOfUndefined",
          data: { call: "item.read" },
          line: 10,
          column: 61,
          endLine: 10,
          endColumn: 102,
        },
      ],
    },
    {
      name: "a Service Bus session is none",
      ...handler(
        "await orders.item(message.body.id).read({ sessionToken: message.sessionId! });",
      ),
      errors: [
        {
          messageId: "serviceBusSession",
          data: { call: "item.read", property: "cosmosSessionToken" },
          line: 10,
          column: 61,
          endLine: 10,
          endColumn: 78,
        },
      ],
    },
  ],
});
