import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEngine } from "../analysis/engine.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "../analysis/settings.ts";
import { applyEdits, composeEdits } from "./applyEdits.ts";
import { proposeIn } from "./offerEdits.ts";
import { findingsIn } from "./testFindings.ts";

// What single edits of this kind are stands in cases/takenOut.md.
describe("a container out of the answer of createIfNotExists, in the style ambient", () => {
  it("gets a name of its own where one function opens several, whatever edits are joined", () => {
    const files = {
      "/p/worker.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { load } from "./store.js";

new ServiceBusClient("x").createReceiver("orders").subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});
`,
      "/p/store.ts": `import { CosmosClient, type Container } from "@azure/cosmos";

let orders: Container | undefined;
let carts: Container | undefined;

async function open(): Promise<void> {
  const database = new CosmosClient("x").database("shop");
  ({ container: orders } = await database.containers.createIfNotExists({ id: "orders" }));
  ({ container: carts } = await database.containers.createIfNotExists({ id: "carts" }));
}

export async function load(id: string) {
  await open();
  const order = await orders!.item(id, id).read();
  const cart = await carts!.item(id, id).read();
  return [order, cart];
}
`,
    };
    const host = createMemoryHost(files);
    const proposals = findingsIn(files).flatMap((finding) => {
      const proposal = proposeIn(
        "ambient",
        finding,
        createEngine(host),
        host,
        DEFAULT_SETTINGS,
      );
      return proposal.kind === "edits" ? [proposal] : [];
    });
    assert.equal(proposals.length, 2);
    const composed = composeEdits(proposals);
    assert.deepEqual(composed.postponed, []);
    const { edits } = composed.files.find(
      ({ file }) => file === "/p/store.ts",
    )!;
    assert.match(
      applyEdits(files["/p/store.ts"], edits),
      /const { container: createdOrders } = await .*\n {2}orders = protect\(createdOrders\);\n {2}const { container: createdCarts } = await .*\n {2}carts = protect\(createdCarts\);/,
    );
  });
});
