import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { Flow } from "../../extension/src/flows/Flow.ts";
import { FlowStore } from "../../extension/src/flows/FlowStore.ts";
import { programEnv } from "../../extension/src/run/programEnv.ts";
import {
  startReceiver,
  type Receiver,
} from "../../extension/src/sources/otlp/startReceiver.ts";
import { buildPreload } from "../../instrumentation/build.mjs";
import type { Lab } from "../../lab/src/index.ts";
import { startShop } from "./support/startShop.ts";

const fixtures = path.join(import.meta.dirname, "fixtures");
const root = path.join(import.meta.dirname, "../..");

describe("a program that is run with token flow", function () {
  this.timeout(120_000);
  let folder: string;
  let preload: string;
  let lab: Lab;
  let store: FlowStore;
  let receiver: Receiver;

  before(async () => {
    // As people name folders, and as the VSIX may lie in one.
    folder = await mkdtemp(path.join(tmpdir(), "a user's program "));
    preload = path.join(folder, "preload.cjs");
    await cp(await buildPreload(), preload);
    await cp(fixtures, folder, { recursive: true });
    await symlink(
      path.join(root, "node_modules"),
      path.join(folder, "node_modules"),
      "junction",
    );
    await cp(
      path.join(fixtures, "subscriber.mjs"),
      path.join(folder, "subscriber.mts"),
    );
    await writeFile(
      path.join(folder, "package.json"),
      JSON.stringify({
        name: "billing",
        scripts: { start: "node -p process.version && node subscriber.mjs" },
      }),
    );
  });

  after(() => rm(folder, { recursive: true }));

  beforeEach(async () => {
    store = new FlowStore();
    receiver = await startReceiver({
      onEvents: (events) => {
        for (const event of events) store.add(event);
      },
    });
    lab = await startShop();
  });

  afterEach(async () => {
    await receiver.stop();
    await lab.stop();
  });

  async function run(command: string, ...args: string[]): Promise<string> {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      env: {
        ...withoutNpm(),
        COSMOS_ENDPOINT: lab.cosmos.endpoint,
        COSMOS_KEY: lab.cosmos.key,
        SERVICE_BUS_CONNECTION: lab.serviceBus.connectionString,
        // npm and its scripts ask for `node`: the one that runs the tests.
        PATH: [path.dirname(process.execPath), process.env["PATH"]].join(
          path.delimiter,
        ),
        ...programEnv(receiver, preload, "--no-warnings"),
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const code = await new Promise<number | null>((resolve) => {
      child.on("close", resolve);
    });
    assert.equal(code, 0, output);
    assert.ok(!output.includes(receiver.secret));
    return output;
  }

  function flowOf(messageId: string): Flow {
    const flow = [...store.all()].find(
      ({ message }) => message?.messageId === messageId,
    );
    assert.ok(flow, `${messageId} is not among ${store.size} flows`);
    return flow;
  }

  /** The write, the message with its token, and both reads with their lines. */
  function assertJoined(flow: Flow, file: RegExp): void {
    const token = lab.log().find(({ kind }) => kind === "write")!.served!;
    assert.deepEqual(
      flow.writes.map(({ served }) => served),
      [token],
    );
    assert.match(flow.writes[0]!.callSite ?? "", file);
    assert.deepEqual(flow.message!.sent?.carried, [{ token }]);
    assert.deepEqual(flow.message!.delivered?.carried, [{ token }]);
    assert.deepEqual(
      flow.reads.map(({ verdict, event }) => [verdict, event.sent]),
      [
        ["stale", undefined],
        ["fresh", token],
      ],
    );
    assert.match(flow.reads[0]!.reason, /sent no token/);
    for (const { event } of flow.reads) {
      assert.match(event.callSite ?? "", file);
    }
    assert.equal(flow.verdict, "stale");
  }

  it("shows its flow by `node`, ES modules", async () => {
    assert.match(await run(process.execPath, "subscriber.mjs"), /404 200/);
    assertJoined(flowOf("m1"), /handleOrder\.mjs:\d+$/);
    assert.equal(store.size, 1);
  });

  it("shows its flow by `npm start`, under the program's name", async () => {
    const output = await run("npm", "start");
    assert.match(output, /404 200/);
    assert.ok(output.includes(process.version), output);
    const flow = flowOf("m1");
    assertJoined(flow, /handleOrder\.mjs:\d+$/);
    assert.equal(flow.reads[0]!.event.process, "billing");
  });

  it("shows its flow by tsx, TypeScript", async () => {
    const tsx = createRequire(import.meta.url).resolve("tsx/cli");
    assert.match(await run(process.execPath, tsx, "subscriber.mts"), /404 200/);
    assertJoined(flowOf("m1"), /handleOrder\.mjs:\d+$/);
  });

  it("shows the flows of functions, in the worker that a host starts", async () => {
    await run(process.execPath, "functionsWorker.cjs");
    for (const id of ["m1", "m2"]) {
      const flow = flowOf(id);
      assert.deepEqual(
        flow.reads.map(({ verdict }) => verdict),
        ["stale"],
      );
      assert.match(
        flow.reads[0]!.event.callSite ?? "",
        /functionsWorker\.cjs:\d+$/,
      );
    }
  });

  it("shows the flows of a loop, CommonJS", async () => {
    await run(process.execPath, "loop.cjs");
    for (const id of ["m1", "m2"]) {
      const flow = flowOf(id);
      assert.deepEqual(
        flow.reads.map(({ verdict }) => verdict),
        ["stale", "fresh"],
      );
      assert.equal(flow.writes.length, 1);
      assert.match(flow.reads[0]!.event.callSite ?? "", /loop\.cjs:\d+$/);
    }
  });

  it("counts each call once where the lab reports to the panel, too", async () => {
    await lab.stop();
    const { OTEL_EXPORTER_OTLP_HEADERS: headers } = process.env;
    process.env["OTEL_EXPORTER_OTLP_HEADERS"] =
      receiver.env["COSMOS_SESSION_OTLP_HEADERS"];
    try {
      lab = await startShop({ otlp: receiver.url });
    } finally {
      if (headers === undefined) {
        delete process.env["OTEL_EXPORTER_OTLP_HEADERS"];
      } else process.env["OTEL_EXPORTER_OTLP_HEADERS"] = headers;
    }
    await run(process.execPath, "subscriber.mjs");
    // With the lab's last spans.
    await lab.stop();
    const flow = flowOf("m1");
    assertJoined(flow, /handleOrder\.mjs:\d+$/);
    // Both saw each read: the lab its replica, the program its line.
    for (const { event } of flow.reads) assert.ok(event.replica);
    assert.equal(store.size, 1);
  });
});

/** npm, which runs the tests, tells its scripts the name of this project. */
function withoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
  );
}
