import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "mocha";
import { buildPreload } from "../../instrumentation/build.mjs";
import { startLab, type Lab } from "../../lab/src/index.ts";
import { runProgram } from "./support/runProgram.ts";
import { startCollector, type Collector } from "./support/startCollector.ts";

describe("a program with the preload", function () {
  this.timeout(60_000);
  let preload: string;
  let lab: Lab;
  let collector: Collector;

  before(async () => {
    preload = await buildPreload();
  });

  beforeEach(async () => {
    collector = await startCollector();
    lab = await startLab({ config, seed: 1 });
    lab.control.lag({ container: "*", lsn: 1_000_000_000, answer: "stalest" });
  });

  afterEach(async () => {
    collector.stop();
    await lab.stop();
  });

  it("shows a stale read and a fresh one in a subscribe handler", async () => {
    const { code, stdout, stderr } = await runProgram(
      lab,
      "subscriber.mjs",
      collector.environment,
      ["--require", preload],
    );
    assert.deepEqual([code, stdout, stderr], [0, "404 200\n", ""]);
    const token = lab.log().find(({ kind }) => kind === "write")!.served!;
    assert.deepEqual(
      collector.spans.map(({ name, fields }) => [
        name,
        fields["cosmos_session.message.id"],
        fields["cosmos_session.verdict"],
        fields["cosmos_session.token.sent"],
      ]),
      [
        ["items.create orders", undefined, undefined, undefined],
        ["send orders", "m1", undefined, undefined],
        ["item.read orders", "m1", "stale", undefined],
        ["item.read orders", "m1", "fresh", token],
        ["process orders", "m1", undefined, undefined],
      ],
    );
    const [, sent, stale] = collector.spans;
    assert.equal(sent!.fields["cosmos_session.message.token"], token);
    assert.match(
      String(stale!.fields["cosmos_session.call_site"]),
      /subscriber\.mjs:28$/,
    );
    assert.match(
      String(stale!.fields["cosmos_session.reason"]),
      /sent no token: range 0 was served at LSN \d+, required was LSN \d+/,
    );
  });

  it("tells of no body and of no key", async () => {
    await runProgram(lab, "subscriber.mjs", collector.environment, [
      "--require",
      preload,
    ]);
    assert.equal(collector.spans.length, 5);
    for (const body of collector.bodies) {
      assert.doesNotMatch(body, /secret of the customer|authorization/);
      assert.equal(body.includes(lab.cosmos.key), false);
    }
  });
});

const config = {
  cosmos: {
    databases: [
      {
        id: "shop",
        containers: [{ id: "orders", partitionKey: "/customerId" }],
      },
    ],
  },
  serviceBus: { Namespaces: [{ Queues: [{ Name: "orders" }] }] },
};
