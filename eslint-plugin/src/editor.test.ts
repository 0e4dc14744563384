import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as analysis from "./editor.ts";

const text = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("changed");
receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id).read();
  },
  async processError() {},
});
`;

describe("the API for editors", () => {
  it("offers these names; one that goes is a new major version", () => {
    assert.deepEqual(Object.keys(analysis).sort(), [
      "DEFAULT_SETTINGS",
      "HandlerReads",
      "applyEdits",
      "composeEdits",
      "createDiskHost",
      "createEngine",
      "createMemoryHost",
      "describeFinding",
      "fingerprint",
      "offerEdits",
      "parseSettings",
      "proposeIn",
      "showPath",
    ]);
  });

  it("finds, tells and mends in memory, as its comment shows", () => {
    const file = "/p/src/orders.ts";
    const host = analysis.createMemoryHost({
      "/p/package-lock.json": "{}",
      [file]: text,
    });
    const engine = analysis.createEngine(host);
    const { settings } = analysis.parseSettings({});
    const [finding, ...others] = engine.findingsIn(file, text, settings);
    assert.ok(finding);
    assert.deepEqual(others, []);
    assert.ok(finding.dependsOn.includes(file));
    assert.match(
      analysis.describeFinding(finding, {
        cwd: "/p",
        tokenProperty: settings.tokenProperty,
      }).text,
      /^`orders\.item\(…\)\.read\(\)` runs in the handler of "changed"/,
    );
    const [offer] = analysis.offerEdits(finding, engine, host, settings);
    const edits = offer?.files.find((one) => one.file === file)?.edits ?? [];
    const after = analysis.applyEdits(text, edits);
    assert.match(after, /\.read\(\{ sessionToken \}\);/);
    host.write(file, after);
    assert.deepEqual(engine.findingsIn(file, after, settings), []);
  });

  it("answers for an unsaved text, and keeps the finding's identity when it moves", () => {
    const file = "/p/src/orders.ts";
    const host = analysis.createMemoryHost({
      "/p/package-lock.json": "{}",
      [file]: text,
    });
    const engine = analysis.createEngine(host);
    const settings = analysis.DEFAULT_SETTINGS;
    const [saved] = engine.findingsIn(file, text, settings);
    const [moved] = engine.findingsIn(file, `// new\n${text}`, settings);
    assert.equal(moved?.place.start.line, 9);
    assert.equal(moved.identity, saved?.identity);
  });

  it("a style that cannot be had says why", () => {
    const file = "/p/src/orders.ts";
    const other = text.replace(
      "async processMessage(message) {",
      "async processMessage(...args: any[]) { const [message] = args;",
    );
    const host = analysis.createMemoryHost({
      "/p/package-lock.json": "{}",
      [file]: other,
    });
    const engine = analysis.createEngine(host);
    const settings = analysis.DEFAULT_SETTINGS;
    const [finding] = engine.findingsIn(file, other, settings);
    assert.ok(finding);
    const proposal = analysis.proposeIn(
      "inline",
      finding,
      engine,
      host,
      settings,
    );
    assert.equal(proposal.kind, "refused");
    assert.match(proposal.reason, /\w+.*\.$/);
  });
});
