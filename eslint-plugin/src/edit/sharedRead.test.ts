import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEngine } from "../analysis/engine.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS, type Style } from "../analysis/settings.ts";
import { applyEdits } from "./applyEdits.ts";
import { proposeIn } from "./offerEdits.ts";

const file = "/p/export.ts";
const text = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const database = new CosmosClient("x").database("shop");

new ServiceBusClient("x").createReceiver("exports").subscribe({
  async processMessage(message) {
    await records("orders", message.body.id);
    await records("carts", message.body.id);
  },
  async processError() {},
});

async function records(name: string, id: string) {
  const container = database.container(name);
  return container.item(id, id).read();
}
`;

function propose(style: Style) {
  const host = createMemoryHost({ "/p/package.json": "{}", [file]: text });
  const engine = createEngine(host);
  const [finding] = engine.findingsIn(file, undefined, DEFAULT_SETTINGS);
  return proposeIn(style, finding!, engine, host, DEFAULT_SETTINGS);
}

describe("a read that one function makes for several containers", () => {
  it("gets each container's own token, taken where the container is known", () => {
    const proposal = propose("helper");
    assert.ok(proposal.kind === "edits");
    const after = applyEdits(text, proposal.files[0]!.edits);
    assert.match(
      after,
      /await records\("orders", message\.body\.id, message\);/,
    );
    assert.match(
      after,
      /await records\("carts", message\.body\.id, message\);/,
    );
    assert.match(
      after,
      /readAtLeast\(tokenFrom\(message, \{ container: container\.id \}\), /,
    );
  });

  it("is refused inline: one container's token would go to the others", () => {
    const proposal = propose("inline");
    assert.ok(proposal.kind === "refused");
    assert.match(proposal.reason, /^This handler reads several containers/);
  });
});

describe("one read behind a handler of one container and one of two", () => {
  const two = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const database = new CosmosClient("x").database("shop");
const bus = new ServiceBusClient("x");

bus.createReceiver("exports").subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});

bus.createReceiver("moves").subscribe({
  async processMessage(message) {
    await load(message.body.id);
    await database.container("carts").item(message.body.id, "c").read();
  },
  async processError() {},
});

const orders = database.container(process.env["ORDERS"]!);

async function load(id: string) {
  return orders.item(id, id).read();
}
`;

  it("keeps both tokens, and no rule speaks in the end", () => {
    let now = two;
    for (let round = 0; ; round++) {
      const host = createMemoryHost({ "/p/package.json": "{}", [file]: now });
      const engine = createEngine(host);
      const findings = engine.findingsIn(file, undefined, DEFAULT_SETTINGS);
      const [finding] = findings;
      if (finding === undefined) break;
      assert.ok(round < 5, findings.map(({ rule }) => rule).join());
      const proposal = proposeIn(
        "helper",
        finding,
        engine,
        host,
        DEFAULT_SETTINGS,
      );
      assert.ok(proposal.kind === "edits");
      now = applyEdits(now, proposal.files[0]!.edits);
    }
    assert.match(
      now,
      /readAtLeast\(merge\(sessionToken, tokenFrom\(message, \{ container: orders\.id \}\)\), \(options\) =>/,
    );
  });
});
