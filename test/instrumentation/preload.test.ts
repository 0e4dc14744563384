import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { buildPreload } from "../../instrumentation/build.mjs";
import type { Lab } from "../../lab/src/index.ts";
import { compareVerdicts, readSpansOf } from "./support/compareVerdicts.ts";
import { runProgram } from "./support/runProgram.ts";
import { startCollector, type Collector } from "./support/startCollector.ts";
import { startShop } from "./support/startShop.ts";

describe("a program with the preload", function () {
  this.timeout(60_000);
  let preload: string;
  let folder: string;
  let lab: Lab;
  let collector: Collector;

  before(async () => {
    preload = await buildPreload();
    folder = await mkdtemp(path.join(tmpdir(), "cosmos-session-preload-"));
  });

  after(() => rm(folder, { recursive: true }));

  beforeEach(async () => {
    collector = await startCollector();
    lab = await startShop();
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
      /handleOrder\.mjs:21$/,
    );
    assert.match(
      String(stale!.fields["cosmos_session.reason"]),
      /sent no token: range 0 was served at LSN \d+, required was LSN \d+/,
    );
  });

  it("needs a hint for messages, and none for reads, where a bundler took the SDKs in", async () => {
    const outfile = path.join(folder, "bundle.mjs");
    await build({
      entryPoints: [path.join(import.meta.dirname, "fixtures/bundled.mjs")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "silent",
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    });
    const { stdout, stderr } = await runProgram(
      lab,
      outfile,
      collector.environment,
      ["--import", pathToFileURL(preload).href],
    );
    assert.deepEqual([stdout, stderr], ["404 200\n", ""]);
    assert.deepEqual(verdicts(collector), [
      ["m1", "stale"],
      ["m1", "fresh"],
    ]);
  });

  it("joins reads of a loop by item and by token", async () => {
    const { stdout, stderr } = await runProgram(
      lab,
      "loop.cjs",
      collector.environment,
      ["--require", preload],
    );
    assert.deepEqual([stdout, stderr], ["404 200\n404 200\n", ""]);
    assert.deepEqual(verdicts(collector), [
      ["m1", "stale"],
      ["m1", "fresh"],
      ["m2", "stale"],
      ["m2", "fresh"],
    ]);
    assert.deepEqual(
      collector.spans
        .map(({ name }) => name)
        .filter((name) => name.endsWith(" orders") && !name.includes("item")),
      [
        "send orders",
        "send orders",
        "receive orders",
        "receive orders",
        "complete orders",
        "complete orders",
      ],
    );
  });

  it("knows the message of a function, alone and in a batch", async () => {
    const { stdout, stderr } = await runProgram(
      lab,
      "functionsWorker.cjs",
      collector.environment,
      ["--require", preload],
    );
    assert.deepEqual([stdout, stderr], ["m1 404\n1 404\n", ""]);
    assert.deepEqual(verdicts(collector), [
      ["m1", "stale"],
      ["m2", "stale"],
    ]);
  });

  it("says of a batch that reads and writes what the lab says", async () => {
    const { stdout, stderr } = await runProgram(
      lab,
      "batch.mjs",
      collector.environment,
      ["--require", preload],
    );
    assert.deepEqual([stdout, stderr], ["200 201\n200 200\n404 424\n", ""]);
    const compared = compareVerdicts(lab.log(), collector);
    assert.deepEqual(
      compared.map(({ lab: said, preload: own }) => [said, own]),
      [
        ["lucky", "lucky"],
        ["fresh", "fresh"],
        ["unprotected", "unprotected"],
      ],
    );
    assert.deepEqual(
      readSpansOf(collector.spans).map(
        ({ fields }) => fields["cosmos_session.kind"],
      ),
      ["write", "write", "write"],
    );
  });

  it("runs as ever where nobody listens, and where nobody asked for it", async () => {
    const nowhere = { COSMOS_SESSION_OTLP_ENDPOINT: "http://127.0.0.1:9" };
    for (const environment of [nowhere, {}]) {
      const { code, stdout, stderr } = await runProgram(
        lab,
        "functionsWorker.cjs",
        environment,
        ["--require", preload],
      );
      assert.equal(code, 0);
      assert.match(stdout, /^m1 \d+\n1 \d+\n$/);
      assert.equal(stderr, "");
      lab.control.reset();
    }
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

/** Message and verdict of each read. */
function verdicts({ spans }: Collector): unknown[] {
  return readSpansOf(spans).map(({ fields }) => [
    fields["cosmos_session.message.id"],
    fields["cosmos_session.verdict"],
  ]);
}
