import assert from "node:assert/strict";
import path from "node:path";
import type { EslintSays, Levels } from "../src/analysis/protocol.ts";
import { Analyst } from "./analyst.ts";
import { makeFolder } from "./testFolder.ts";

const producer = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("").database("shop").container("orders");
const sender = new ServiceBusClient("").createSender("orders");

export async function place(order: { id: string }) {
  const { headers } = await orders.items.create(order);
  await sender.sendMessages({
    body: order,
    applicationProperties: { orderToken: headers["x-ms-session-token"] },
  });
}
`;

const consumer = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("").database("shop").container("orders");

new ServiceBusClient("").createReceiver("orders").subscribe({
  async processMessage(message) {
    await orders
      .item(message.body.id, message.body.id)
      .read();
  },
  async processError() {},
});
`;

describe("what the editor says of a finding", () => {
  const { folder, remove } = makeFolder({
    "package.json": '{ "name": "orders", "type": "module" }',
    "producer.ts": producer,
    "consumer.ts": consumer,
  });
  const file = path.join(folder, "consumer.ts");
  after(remove);

  it("names the token as the producer sends it, and as the setting says where nobody sends one", () => {
    const analyst = new Analyst();
    analyst.configure([{ folder, settings: {}, levels: {} }]);
    const [sent] = analyst.findingsIn(file);
    assert.match(sent!.message, /Pass the message's `orderToken` to it/);
    analyst.setText(path.join(folder, "producer.ts"), "export {};\n");
    const [unsent] = analyst.findingsIn(file);
    assert.match(
      unsent!.message,
      /Pass the message's `cosmosSessionToken` to it/,
    );
  });

  describe("where the project's ESLint speaks of our rules", () => {
    const says = (over: Partial<EslintSays>) =>
      new Map([
        [file, { isIgnored: false, settings: {}, levels: {}, ...over }],
      ]);
    const off = says({ levels: { "require-session-token": "off" } });

    function analystWith(levels: Levels = {}, settings = {}): Analyst {
      const analyst = new Analyst();
      analyst.configure([{ folder, settings, levels }]);
      return analyst;
    }

    it("is silent where it switches the rule off or ignores the file, until it says so no longer", () => {
      const analyst = analystWith();
      for (const silent of [off, says({ isIgnored: true })]) {
        analyst.setEslint(silent);
        assert.deepEqual(analyst.findingsIn(file), []);
        analyst.setEslint(new Map([[file, null]]));
        assert.equal(analyst.findingsIn(file).length, 1);
      }
    });

    it("shows a finding with its level, and takes its settings", () => {
      const analyst = analystWith();
      analyst.setEslint(says({ levels: { "require-session-token": "error" } }));
      assert.equal(analyst.findingsIn(file)[0]?.level, "error");
      analyst.setEslint(says({ settings: { ignoreContainers: ["orders"] } }));
      assert.deepEqual(analyst.findingsIn(file), []);
    });

    it("lets what is set in VS Code go before it", () => {
      const analyst = analystWith(
        { "require-session-token": "hint" },
        { ignoreContainers: [] },
      );
      analyst.setEslint(off);
      assert.equal(analyst.findingsIn(file)[0]?.level, "hint");
      analyst.setEslint(says({ settings: { ignoreContainers: ["orders"] } }));
      assert.equal(analyst.findingsIn(file).length, 1);
    });

    it("names a setting of it that is not known", () => {
      const problems = analystWith().setEslint(
        says({ settings: { ignoreContainer: [] } }),
      );
      assert.match(problems.join(), /ESLint configuration: .*ignoreContainers/);
    });
  });

  it("underlines the first line of a read that goes over three, and keeps the whole of it for fixes", () => {
    const analyst = new Analyst();
    analyst.configure([{ folder, settings: {}, levels: {} }]);
    const [finding] = analyst.findingsIn(file);
    const text = consumer.split("\n");
    const { start, end } = finding!.underline;
    assert.equal(end.line, start.line);
    assert.equal(
      text[start.line]!.slice(start.character, end.character),
      "orders",
    );
    assert.equal(finding!.range.end.line, start.line + 2);
  });
});
