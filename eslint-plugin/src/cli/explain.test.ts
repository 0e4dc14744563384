import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { writeProject } from "../../test-support/writeProject.ts";
import { run, unsafeProject } from "./testCommand.ts";

describe("cosmos-session explain", () => {
  it("shows each handler with its reads, the way to them and why they are safe or not", async () => {
    const folder = writeProject(unsafeProject);
    assert.deepEqual(await run(folder, "explain"), {
      code: 0,
      error: "",
      out: `src/orders.ts:9  subscribe of "changed", processMessage
  unprotected  orders.item(…).read()
               src/orders.ts:10
               because it passes no session token
  unprotected  container.item(…).read()
               src/orders.ts:11 -> src/customers.ts:4
               because it passes no session token

1 handler; reads: 2 unprotected, 0 protected, 0 unknown.
An unprotected read may answer with older data than the sender of the message wrote.
Next: npx cosmos-session fix --dry-run
`,
    });
  });

  it("names a read once, with the container that the callers in sight give", async () => {
    const folder = writeProject({
      "package-lock.json": "{}",
      "src/consumer.ts": `import type { ServiceBusClient } from "@azure/service-bus";
export abstract class Consumer<T> {
  constructor(private readonly client: ServiceBusClient) {}
  start() {
    this.client.createReceiver("returned").subscribe({
      processMessage: async (message) => this.handle(message.body as T),
      processError: async () => {},
    });
  }
  protected abstract handle(event: T): Promise<void>;
}
`,
      "src/returned.ts": `import type { ServiceBusClient } from "@azure/service-bus";
import type { Container } from "@azure/cosmos";
import { Consumer } from "./consumer.js";
export class Returned extends Consumer<{ id: string }> {
  constructor(client: ServiceBusClient, private readonly loans: Container) { super(client); }
  protected async handle(event: { id: string }) {
    await this.loans.item(event.id, event.id).read();
  }
}
`,
      "src/main.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { Returned } from "./returned.js";
const loans = new CosmosClient("x").database("library").container("loans");
new Returned(new ServiceBusClient("x"), loans).start();
`,
    });
    const { out } = await run(folder, "explain", "--json");
    const { handlers } = JSON.parse(out) as {
      handlers: { reads: { line: number; container: string | null }[] }[];
    };
    assert.deepEqual(
      handlers.flatMap(({ reads }) =>
        reads.map(({ line, container }) => ({ line, container })),
      ),
      [{ line: 7, container: "loans" }],
    );
  });

  it("--json gives the same as data", async () => {
    const folder = writeProject(unsafeProject);
    const { out, code } = await run(folder, "explain", "--json");
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), {
      version: 1,
      handlers: [
        {
          file: "src/orders.ts",
          line: 9,
          shape: "subscribe",
          reads: [
            {
              file: "src/orders.ts",
              line: 10,
              call: "item.read",
              container: "orders",
              path: [{ file: "src/orders.ts", line: 10 }],
              verdict: "unprotected",
              because: "it passes no session token",
            },
            {
              file: "src/customers.ts",
              line: 4,
              call: "item.read",
              container: "orders",
              path: [
                { file: "src/orders.ts", line: 11 },
                { file: "src/customers.ts", line: 4 },
              ],
              verdict: "unprotected",
              because: "it passes no session token",
            },
          ],
          sends: [],
        },
      ],
    });
  });

  it("names a file that it cannot read, for the answer may look too good without it", async () => {
    const folder = writeProject({
      ...unsafeProject,
      "src/customers.ts": `import "@azure/cosmos";\nexport function findCustomer( {\n`,
      "tsconfig.json": "{",
    });
    const { code, error } = await run(folder, "explain");
    assert.equal(code, 0);
    assert.match(
      error,
      /^cosmos-session: src\/customers\.ts:\d does not parse, so nothing is said of this file: .+$/m,
    );
    assert.match(
      error,
      /^cosmos-session: tsconfig\.json is left out, as it is not understood: .+$/m,
    );
  });

  it("--stats tells what does not parse", async () => {
    const folder = writeProject({
      ...unsafeProject,
      "src/customers.ts": `import "@azure/cosmos";\nexport function findCustomer( {\n`,
    });
    const { out } = await run(folder, "explain", "--stats");
    assert.match(out, /^ {2}2 source files, \d parsed; 1 handler; \d+ steps$/m);
    assert.match(out, /^ {2}scan \d+ ms, parse \d+ ms, analysis \d+ ms$/m);
    assert.match(out, /^ {2}does not parse: src\/customers\.ts:\d .+/m);
  });

  it("--stats --json adds them to the object", async () => {
    const folder = writeProject(unsafeProject);
    const { out } = await run(folder, "explain", "--stats", "--json");
    const { stats } = JSON.parse(out) as {
      stats: { sourceFiles: number; milliseconds: Record<string, number> }[];
    };
    assert.deepEqual(
      stats.map(({ sourceFiles }) => sourceFiles),
      [2],
    );
    for (const { milliseconds } of stats)
      for (const [part, time] of Object.entries(milliseconds))
        assert.ok(time > 0, part);
  });

  it("an input binding is a read, with the line where it is declared", async () => {
    const folder = writeProject({
      "src/a.ts": `import { app, input } from "@azure/functions";
const order = input.cosmosDB({ databaseName: "shop", containerName: "orders", id: "{id}", connection: "C" });
app.serviceBusQueue("orderChanged", {
  queueName: "orders", connection: "B", extraInputs: [order],
  handler: async (body, context) => console.log(context.extraInputs.get(order)),
});
`,
    });
    const { out } = await run(folder, "explain");
    assert.match(
      out,
      /unprotected {2}input binding orders \(src\/a\.ts:2\)\n.+\n +because an input binding takes no session token/,
    );
  });

  it("a file gives the handlers whose flow runs through it, a folder those of its files", async () => {
    const folder = writeProject({
      ...unsafeProject,
      "other/a.ts": "export {};\n",
    });
    const through = await run(folder, "explain", "src/customers.ts");
    assert.match(through.out, /^src\/orders\.ts:9 /);
    const none = await run(folder, "explain", "other");
    assert.match(none.out, /^No message handler found here\.\n/);
  });

  it("reads the settings that the project's own ESLint computes", async () => {
    const folder = writeProject({
      "src/orders.ts": `import { CosmosClient } from "@azure/cosmos";
import { app } from "@azure/functions";
const orders = new CosmosClient("x").database("shop").container("orders");
app.http("order", { handler: async () => ({ jsonBody: await orders.item("1").read() }) });
`,
      "eslint.config.mjs": `export default [{ files: ["**/*.ts"], settings: { "cosmos-session": {
        handlers: [{ module: "@azure/functions", call: "app.http", handler: "1.handler" }],
      } } }];`,
    });
    const before = await run(folder, "explain");
    assert.match(before.out, /^No message handler/);
    fs.symlinkSync(
      path.join(import.meta.dirname, "../../../node_modules"),
      path.join(folder, "node_modules"),
    );
    const after = await run(folder, "explain");
    assert.match(after.out, /^src\/orders\.ts:4 {2}app\.http of "order"/);
  });

  it("says where the ESLint configuration is wrong, and nothing where there is none", async () => {
    const folder = writeProject(unsafeProject);
    fs.symlinkSync(
      path.join(import.meta.dirname, "../../../node_modules"),
      path.join(folder, "node_modules"),
    );
    assert.equal((await run(folder, "explain")).error, "");
    fs.writeFileSync(
      path.join(folder, "eslint.config.mjs"),
      "export default [\n  {\n];\n",
    );
    const { code, error } = await run(folder, "explain");
    assert.equal(code, 0);
    assert.match(
      error,
      /the ESLint configuration \(eslint\.config\.mjs\) cannot be read, so the default settings hold: Unexpected token '\]'\. "node --check eslint\.config\.mjs" shows the line\. Mend it/,
    );
  });

  it("--settings takes them from a file, and names what is wrong in it", async () => {
    const folder = writeProject({
      ...unsafeProject,
      "settings.json": `{ "preset": ["dapr"] }`,
      "broken.json": "{",
    });
    const wrong = await run(folder, "explain", "--settings", "settings.json");
    assert.equal(wrong.code, 0);
    assert.match(
      wrong.error,
      /has no setting "preset"\. Did you mean "presets"\?/,
    );
    const broken = await run(folder, "explain", "--settings", "broken.json");
    assert.equal(broken.code, 2);
    assert.match(broken.error, /cannot read the settings in "broken\.json"/);
  });
});
