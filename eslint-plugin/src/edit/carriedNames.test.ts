import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEngine } from "../analysis/engine.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "../analysis/settings.ts";
import { findCarriedNames } from "./carriedNames.ts";
import { applyEdits } from "./applyEdits.ts";
import { proposeIn } from "./offerEdits.ts";

function namesIn(text: string) {
  const host = createMemoryHost({ "/p/a.ts": text });
  return findCarriedNames(host, ["/p/a.ts"]);
}

describe("names under which producers send a token", () => {
  it("are found in the properties of a message", () => {
    assert.deepEqual(
      namesIn(`
        const response = await orders.items.create(order);
        await sender.sendMessages({
          body: order,
          applicationProperties: { orderToken: response.headers["x-ms-session-token"], kind: "order" },
        });
      `),
      [{ name: "orderToken", part: "properties" }],
    );
  });

  it("are found in the body", () => {
    assert.deepEqual(
      namesIn(`
        const { headers } = await orders.items.create(order);
        const SessionId = headers["x-ms-session-token"] as string;
        await sender.sendMessages({ body: { id: order.id, SessionId } });
      `),
      [{ name: "SessionId", part: "body" }],
    );
  });

  it("are found through constants, and where they are set one by one", () => {
    assert.deepEqual(
      namesIn(`
        const HEADER = "x-ms-session-token";
        const token = response.headers[HEADER] ?? undefined;
        const properties: Record<string, string> = {};
        properties.written = String(token);
        const message = { body: order, applicationProperties: properties };
        const other = { body: {} as any };
        other.body.seen = token;
      `),
      [
        { name: "written", part: "properties" },
        { name: "seen", part: "body" },
      ],
    );
  });

  it("are not guessed: another value, another object, a token of something else", () => {
    assert.deepEqual(
      namesIn(`
        const options = { sessionToken: response.headers["x-ms-session-token"] };
        await item.read(options);
        await sender.sendMessages({
          body: { token: aws.sessionToken, cosmosSessionToken: lookUp("x-ms-session-token") },
          applicationProperties: { sessionToken: user.headers["x-session"] },
        });
      `),
      [],
    );
  });

  it("are none in a file that does not parse", () => {
    assert.deepEqual(
      namesIn(
        `applicationProperties: { token: r.headers["x-ms-session-token"] `,
      ),
      [],
    );
  });
});

const consumer = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`;
const producer = (
  message: string,
): string => `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const sender = new ServiceBusClient("x").createSender("orders");

export async function place(order: { id: string }) {
  const { headers } = await orders.items.create(order);
  await sender.sendMessages(${message});
}
`;

function mended(files: Readonly<Record<string, string>>, file: string): string {
  const host = createMemoryHost({ "/p/package.json": "{}", ...files });
  const engine = createEngine(host);
  const [finding] = engine.findingsIn(file, undefined, DEFAULT_SETTINGS);
  const proposal = proposeIn(
    "inline",
    finding!,
    engine,
    host,
    DEFAULT_SETTINGS,
  );
  if (proposal.kind === "refused") return proposal.reason;
  return applyEdits(files[file]!, proposal.files[0]!.edits);
}

describe("the edit at the handler", () => {
  it("uses the property that the producer of the same project sends", () => {
    const after = mended(
      {
        "/p/consumer.ts": consumer,
        "/p/producer.ts": producer(
          '{ body: order, applicationProperties: { orderToken: headers["x-ms-session-token"] } }',
        ),
      },
      "/p/consumer.ts",
    );
    assert.match(
      after,
      /const sessionToken = message\.applicationProperties\?\.\["orderToken"\] as string;/,
    );
  });

  it("takes the token from the body where the producer puts it there", () => {
    const after = mended(
      {
        "/p/consumer.ts": consumer,
        "/p/producer.ts": producer(
          '{ body: { ...order, SessionId: headers["x-ms-session-token"] } }',
        ),
      },
      "/p/consumer.ts",
    );
    assert.match(
      after,
      /const sessionToken = message\.body\?\.SessionId as string;\n/,
    );
  });

  it("takes it from the body of a Functions trigger, which is what the function gets", () => {
    const after = mended(
      {
        "/p/consumer.js": `import { app } from "@azure/functions";
import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

app.serviceBusQueue("orders", {
  queueName: "orders",
  handler: async (order) => {
    await orders.item(order.id, "p").read();
  },
});
`,
        "/p/producer.ts": producer(
          '{ body: { ...order, SessionId: headers["x-ms-session-token"] } }',
        ),
      },
      "/p/consumer.js",
    );
    assert.match(after, /const sessionToken = order\?\.SessionId;\n/);
  });

  it("keeps to the plain name where producers do not agree", () => {
    const after = mended(
      {
        "/p/consumer.ts": consumer,
        "/p/one.ts": producer(
          '{ body: order, applicationProperties: { one: headers["x-ms-session-token"] } }',
        ),
        "/p/two.ts": producer(
          '{ body: order, applicationProperties: { two: headers["x-ms-session-token"] } }',
        ),
      },
      "/p/consumer.ts",
    );
    assert.match(after, /\["cosmosSessionToken"\] as string;/);
  });
});
