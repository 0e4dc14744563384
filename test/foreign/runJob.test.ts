import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "mocha";
import { createEngine } from "../../eslint-plugin/src/analysis/engine.ts";
import { createDiskHost } from "../../eslint-plugin/src/analysis/project/hostFromDisk.ts";
import { writeProject } from "../../eslint-plugin/test-support/writeProject.ts";
import { findBody } from "./findBodies.ts";
import { formatFigures } from "./formatFigures.ts";
import { runJob } from "./runJob.ts";

const handler = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
const orders = new CosmosClient("x").database("shop").container("orders");
new ServiceBusClient("x").createReceiver("changed").subscribe({
  async processMessage(message) {
    await orders.item(message.body.id).read();
  },
  async processError() {},
});
`;

/** Code that is not foreign at all, so that each pass has something to tell. */
function makeFolder(): string {
  return writeProject({
    "package.json": `{ "type": "module" }`,
    "src/orders.ts": handler,
    "src/halfTyped.ts": "export const a = ;",
    "test/orders.ts": handler,
    "node_modules/far/index.js": "export {}",
    "inner/package-lock.json": "{}",
    "inner/one.js": "export const one = 1;",
  });
}

describe("the measurement on foreign code", () => {
  it("takes all scripts of a folder, and each project in it", () => {
    const folder = makeFolder();
    const body = findBody(folder, createEngine(createDiskHost()));
    assert.deepEqual(
      body.files.map((file) =>
        path.relative(folder, file).replaceAll("\\", "/"),
      ),
      ["inner/one.js", "src/halfTyped.ts", "src/orders.ts", "test/orders.ts"],
    );
    assert.deepEqual(body.roots, [folder, path.join(folder, "inner")]);
  });

  it("tells a report and a file that does not parse, in a project", () => {
    const folder = makeFolder();
    const outcome = runJob({ kind: "project", root: folder });
    assert.equal(outcome.files, 2);
    assert.equal(outcome.handlers, 1);
    assert.deepEqual(
      outcome.reports.map((one) => one.replace(/^.*[\\/]/, "")),
      ["orders.ts:6 require-session-token"],
    );
    assert.equal(outcome.unparsed.length, 1);
    assert.deepEqual(outcome.crashes, []);
  });

  it("looks alone at a file that no project lists", () => {
    const folder = makeFolder();
    const file = path.join(folder, "test/orders.ts");
    const outcome = runJob({ kind: "alone", files: [file] });
    assert.deepEqual(outcome.reports, [`${file}:6 require-session-token`]);
  });

  it("tells what ESLint reports, and not what it cannot parse", () => {
    const dir = makeFolder();
    const files = ["src/orders.ts", "src/halfTyped.ts"].map((file) =>
      path.join(dir, file),
    );
    const outcome = runJob({ kind: "lint", dir, files });
    assert.match(
      outcome.reports.join("\n"),
      /^src\/orders\.ts:6 require-session-token /,
    );
    assert.equal(outcome.reports.length, 1);
    assert.equal(outcome.unparsed.length, 1);
  });

  it("names a crash, a loss and a report in what it prints", () => {
    const outcome = {
      ...runJob({ kind: "alone", files: [] }),
      crashes: ["a.ts: TypeError"],
      reports: ["b.ts:3 require-session-token"],
    };
    const text = formatFigures([
      { body: "/code", pass: "alone", bytes: 0, outcome, lost: ["c.ts: hang"] },
    ]);
    assert.match(text, /CRASH {2}a\.ts: TypeError/);
    assert.match(text, /LOST {3}c\.ts: hang/);
    assert.match(text, /REPORT b\.ts:3/);
  });
});
