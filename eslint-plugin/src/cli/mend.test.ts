import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "mocha";
import { writeProject } from "../../test-support/writeProject.ts";
import { createEngine } from "../analysis/engine.ts";
import { createDiskHost } from "../analysis/project/hostFromDisk.ts";
import { DEFAULT_SETTINGS } from "../analysis/settings.ts";
import { proposeIn } from "../edit/offerEdits.ts";
import { mend } from "./mend.ts";
import { findTargets } from "./targets.ts";

const worker = (
  queue: string,
): string => `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
new ServiceBusClient("x").createReceiver("${queue}").subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, message.body.id).read();
  },
  async processError() {},
});
`;

describe("mend", () => {
  it("writes nothing of an edit that does not help, though another one of the same round does", () => {
    const folder = writeProject({
      "a.ts": worker("a"),
      "b.ts": worker("b"),
      "package-lock.json": "{}",
    });
    const host = createDiskHost();
    const [target] = findTargets([], folder, createEngine(host), host);
    assert.ok(target);
    const { mended, changes, left } = mend(
      target,
      { ...DEFAULT_SETTINGS, style: "inline" },
      (style, finding, ...rest) =>
        finding.handler?.entity === "b"
          ? {
              kind: "edits",
              style,
              title: "Say something.",
              files: [
                {
                  file: finding.place.file,
                  edits: [{ start: 0, end: 0, text: "// no help\n" }],
                },
              ],
            }
          : proposeIn(style, finding, ...rest),
    );
    assert.equal(mended, 1);
    assert.deepEqual(
      changes.map(({ file }) => path.basename(file)),
      ["a.ts"],
    );
    assert.deepEqual(
      left.map(({ finding, reason }) => [finding.handler?.entity, reason]),
      [
        [
          "b",
          "The edit that was tried did not help. Please report this with the code.",
        ],
      ],
    );
  });
});
