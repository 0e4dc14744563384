/** What a reader of a report sees, to the letter, across files and runs. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { writeProject } from "../../test-support/writeProject.ts";
import { lintInProject } from "./testProject.ts";

const handler = `import { ServiceBusClient } from "@azure/service-bus";
import { findOrder } from "./orderRepository.js";

const receiver = new ServiceBusClient("x").createReceiver("changed");
receiver.subscribe({
  async processMessage(message) {
    console.log(await findOrder(message.body.id));
  },
  async processError() {},
});
`;
const repository = `import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

export async function findOrder(id: string) {
  return orders
    .item(id, id)
    .read();
}
`;
const mendedRepository = repository
  .replace("id: string", "id: string, sessionToken?: string")
  .replace("read()", "read({ sessionToken: sessionToken as string })");

function ordersProject(): string {
  return writeProject({
    "src/orders.ts": handler,
    "src/orderRepository.ts": repository,
  });
}

describe("reports", () => {
  it("a read in another file is reported at the handler's call, with the way to it and the command that mends it", () => {
    const messages = lintInProject(ordersProject(), "src/orders.ts");
    assert.deepEqual(
      messages.map(({ line, column, endLine, endColumn, message }) => ({
        line,
        column,
        endLine,
        endColumn,
        message,
      })),
      [
        {
          line: 7,
          column: 23,
          endLine: 7,
          endColumn: 49,
          message:
            'This call leads the handler of "changed" to `orders.item(…).read()` (src/orders.ts:7 -> src/orderRepository.ts:8), which runs without the session token that came with the message. Cosmos DB may then answer with an older state than the sender of the message wrote, or that the item does not exist. Hand the message\'s `cosmosSessionToken` on to that read as `sessionToken`; `npx cosmos-session fix` does it in all files on the way.',
        },
      ],
    );
    assert.equal(messages[0]?.suggestions, undefined);
  });

  it("nothing is reported in the file of the read", () => {
    assert.deepEqual(
      lintInProject(ordersProject(), "src/orderRepository.ts"),
      [],
    );
  });

  it("a change of another file counts in the next run of the same process, as in an editor", () => {
    const folder = ordersProject();
    assert.equal(lintInProject(folder, "src/orders.ts").length, 1);
    fs.writeFileSync(
      path.join(folder, "src/orderRepository.ts"),
      mendedRepository,
    );
    fs.writeFileSync(
      path.join(folder, "src/orders.ts"),
      handler.replace(
        "message.body.id)",
        "message.body.id, message.applicationProperties?.['cosmosSessionToken'] as string)",
      ),
    );
    assert.deepEqual(lintInProject(folder, "src/orders.ts"), []);
    fs.writeFileSync(path.join(folder, "src/orderRepository.ts"), repository);
    assert.equal(lintInProject(folder, "src/orders.ts").length, 1);
  });

  it("the text that ESLint has counts, not the one on the disk", () => {
    const folder = ordersProject();
    assert.deepEqual(
      lintInProject(folder, "src/orders.ts", {
        text: handler.replace("findOrder(message.body.id)", "message.body"),
      }),
      [],
    );
    const [message] = lintInProject(folder, "src/orders.ts", {
      text: `\n\n${handler}`,
    });
    assert.equal(message?.line, 9);
  });

  it("all styles are offered where the library that they import is installed, the preferred one first", () => {
    const folder = writeProject({
      "node_modules/cosmos-session-token/package.json": "{}",
      "src/orders.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("changed");
receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id).read();
  },
  async processError() {},
});
`,
    });
    const stylesWith = (settings: Record<string, unknown>) =>
      lintInProject(folder, "src/orders.ts", { settings })[0]?.suggestions?.map(
        ({ messageId }) => messageId,
      );
    assert.deepEqual(stylesWith({}), [
      "editInline",
      "editWithHelper",
      "editAmbient",
    ]);
    assert.deepEqual(stylesWith({ style: "ambient" }), [
      "editAmbient",
      "editInline",
      "editWithHelper",
    ]);
  });

  it("wrong settings are told once, in line 1 of the first file that they concern, and again when it is linted again", () => {
    const folder = ordersProject();
    fs.writeFileSync(path.join(folder, "src/other.ts"), "export {};\n");
    const settings = { presets: ["eventhubs"] };
    const problemsIn = (file: string) =>
      lintInProject(folder, file, { settings }).filter(
        ({ messageId }) => messageId === "wrongSettings",
      );
    assert.deepEqual(problemsIn("src/other.ts"), []);
    const [problem, ...others] = problemsIn("src/orders.ts");
    assert.deepEqual(others, []);
    assert.equal(problem?.line, 1);
    assert.match(
      problem.message,
      /^settings\["cosmos-session"\]\.presets\[0\] is "eventhubs".*Did you mean "event-hubs"\?$/,
    );
    assert.deepEqual(problemsIn("src/orderRepository.ts"), []);
    assert.equal(problemsIn("src/orders.ts").length, 1);
  });
});
