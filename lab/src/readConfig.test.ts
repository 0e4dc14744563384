import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { checkConfig, readConfigFile } from "./readConfig.ts";
import { startLab } from "./startLab.ts";

describe("a configuration", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lab-config-"));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function file(content: string): string {
    const written = path.join(folder, "lab.json");
    writeFileSync(written, content);
    return written;
  }

  it("of the README starts a lab with what it names", async () => {
    const example = path.join(import.meta.dirname, "../examples/lab.json");
    await using lab = await startLab({ config: example });
    const { cosmos, serviceBus } = lab.control.state();
    const [orders] = cosmos.databases[0]!.containers;
    assert.deepEqual(
      [orders!.id, orders!.ranges.length, cosmos.regions.length],
      ["orders", 3, 2],
    );
    assert.deepEqual(
      [
        serviceBus.queues[0]!.name,
        serviceBus.topics[0]!.subscriptions[0]!.name,
      ],
      ["order-created", "billing"],
    );
  });

  it("may be the official emulator's, with what concerns only that one", () => {
    const config = readConfigFile(
      file(
        `\uFEFF${JSON.stringify({
          UserConfig: {
            Namespaces: [
              {
                Name: "sbemulatorns",
                Queues: [
                  {
                    Name: "queue.1",
                    Properties: {
                      LockDuration: "PT1M",
                      RequiresDuplicateDetection: false,
                    },
                  },
                ],
              },
            ],
            Logging: { Type: "File" },
          },
        })}`,
      ),
    );
    assert.equal(config.serviceBus!.Namespaces[0]!.Queues![0]!.Name, "queue.1");
  });

  it("that is not there, or is no JSON, is named with what to do", () => {
    assert.throws(() => readConfigFile(path.join(folder, "no.json")), {
      code: "InvalidConfig",
      message: /no\.json.*Check the path given to --config/,
    });
    assert.throws(() => readConfigFile(file("{ // comment\n}")), {
      code: "InvalidConfig",
      message: /lab\.json" is not JSON: .*Comments and trailing commas/,
    });
  });

  it("with a mistake is named with the place and what would be right", () => {
    const wrong = (value: unknown, message: RegExp): void =>
      assert.throws(() => checkConfig(value, "lab.json"), {
        code: "InvalidConfig",
        message,
      });
    wrong([], /lab\.json: the whole must be an object/);
    wrong(
      { cosmso: {} },
      /"cosmso" is not known\. Known here: serviceBus, cosmos, lag/,
    );
    wrong(
      { serviceBus: { Namespaces: [{ queues: [] }] } },
      /"serviceBus\.Namespaces\[0\]\.queues" is not known; did you mean "Queues"/,
    );
    wrong(
      { serviceBus: { Namespaces: [{}, {}] } },
      /"serviceBus\.Namespaces" must be one namespace/,
    );
    wrong(
      {
        cosmos: {
          databases: [
            { id: "shop", containers: [{ id: "a", partitionKey: "pk" }] },
          ],
        },
      },
      /"cosmos\.databases\[0\]\.containers\[0\]\.partitionKey" must be a path that starts with "\/"/,
    );
    wrong(
      { cosmos: { consistency: "session" } },
      /one of "Session", "Eventual".*got "session"/,
    );
    wrong({ lag: { container: "*", ms: 5, lsn: 2 } }, /not in both/);
  });
});
