import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { after, before, describe, it } from "mocha";
import { buildPreload } from "../../buildPreload.mjs";
import {
  makeProgramFolder,
  type ProgramFolder,
} from "../../test-support/programFolder.ts";
import type { LogEntry } from "../observe/LogEntry.ts";

const main = path.join(import.meta.dirname, "../cli/main.ts");
const tsx = import.meta.resolve("tsx");
const fixtures = path.join(import.meta.dirname, "fixtures/shop");
const container = ["--container", "shop/orders:/customer"];

const newest = {
  "@azure/cosmos": "cosmos-4.9",
  "@azure/service-bus": "@azure/service-bus",
};
const old = {
  "@azure/cosmos": "cosmos-3",
  "@azure/service-bus": "service-bus-7.7",
};

/** Where the file says `reads too early`; esbuild drops comments, and joins the lines. */
function readIn(folder: string, file: string): string {
  const text = readFileSync(path.join(folder, file), "utf8");
  const index = text
    .split("\n")
    .findIndex((line) => /too early|"c1"\)\.read/.test(line));
  return `${path.join(folder, file)}:${index + 1}`;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function run(
  folder: string,
  options: readonly string[],
  ...command: readonly string[]
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ["--import", tsx, main, "run", ...options, "--", ...command],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

describe("cosmos-session-lab run", function () {
  // Three processes for each, on a machine that may be busy.
  this.timeout(180_000);
  let newFolder: ProgramFolder;
  let oldFolder: ProgramFolder;

  before(async () => {
    await buildPreload();
    newFolder = makeProgramFolder(fixtures, newest);
    oldFolder = makeProgramFolder(fixtures, old);
  });

  after(() => {
    newFolder.remove();
    oldFolder.remove();
  });

  async function findsStaleRead(
    { path: folder }: ProgramFolder,
    source: string,
    ...command: readonly string[]
  ): Promise<void> {
    const options = ["--config", "lab.json", "--log", "log.ndjson"];
    const ended = await run(folder, [...options, ...container], ...command);
    assert.match(ended.out, /^answered 404$/m, ended.err);
    assert.equal(ended.code, 0);
    const log = readFileSync(path.join(folder, "log.ndjson"), "utf8");
    const reads = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as LogEntry)
      .filter(({ kind }) => kind === "read");
    assert.deepEqual(
      reads.map(({ verdict, callSite }) => ({ verdict, callSite })),
      [{ verdict: "stale", callSite: readIn(folder, source) }],
    );
    const [read] = reads;
    const [site] = read!.callSite!.split(path.sep).slice(-1);
    assert.ok(ended.err.includes(`required ${read!.required!}`));
    assert.ok(ended.err.includes(read!.reason!));
    assert.ok(ended.err.includes(`\n  ${site!}  1 stale\n`), ended.err);
  }

  it("finds the stale read of a program of ES modules that names the cloud", () =>
    findsStaleRead(newFolder, "shop.mjs", "node", "start.mjs"));

  it("finds it in a CommonJS program with the SDKs of years ago", () =>
    findsStaleRead(oldFolder, "shop.cjs", "node", "start.cjs"));

  it("finds it in a worker thread", () =>
    findsStaleRead(newFolder, "shop.mjs", "node", "thread.mjs"));

  it("finds it in a child process of npm start", () =>
    findsStaleRead(oldFolder, "shop.cjs", "npm", "start"));

  for (const sourcemap of [false, true]) {
    it(`finds it in a bundle ${sourcemap ? "with" : "without"} source map`, async () => {
      const bundle = `bundle-${sourcemap ? "mapped" : "plain"}.cjs`;
      await build({
        entryPoints: [path.join(newFolder.path, "start.cjs")],
        absWorkingDir: newFolder.path,
        outfile: path.join(newFolder.path, bundle),
        bundle: true,
        platform: "node",
        sourcemap,
        legalComments: "none",
        logLevel: "error",
      });
      const source = sourcemap ? "shop.cjs" : bundle;
      await findsStaleRead(newFolder, source, "node", bundle);
    });
  }

  it("says which flag makes a container that is missing", async () => {
    const ended = await run(newFolder.path, [], "node", "start.mjs");
    assert.equal(ended.code, 1);
    assert.match(ended.err, /--container shop\/orders:\/partitionKey/);
  });

  it("keeps the program's exit code, and says how a command looks", async () => {
    const failing = await run(
      newFolder.path,
      [],
      "node",
      "-e",
      "process.exit(7)",
    );
    assert.equal(failing.code, 7);
    const empty = await run(newFolder.path, []);
    assert.equal(empty.code, 2);
    assert.match(empty.err, /-- npm start/);
  });

  it("says at once that the log cannot be written, and starts nothing", async () => {
    const program = ["node", "-e", "console.log('started')"];
    const log = path.join("missing", "run.log");
    const ended = await run(newFolder.path, ["--log", log], ...program);
    assert.deepEqual([ended.code, ended.out], [2, ""]);
    assert.match(
      ended.err,
      /The log "missing.run\.log" cannot be written \(ENOENT\)\. Does its folder exist\?/,
    );
  });

  it("says of Service Bus over WebSockets that the lab does not serve it", async () => {
    const program = `require("node:https").get(
      "https://shop.servicebus.windows.net/$servicebus/websocket",
      { headers: { connection: "Upgrade", upgrade: "websocket" } },
      (response) => { console.log(response.statusCode); response.destroy(); },
    );`;
    const ended = await run(newFolder.path, [], "node", "-e", program);
    assert.match(ended.out, /^40\d$/m, ended.err);
    assert.match(ended.err, /start the program without webSocketOptions\.$/m);
  });

  it("refuses other hosts of the cloud with one line, and lets through what is allowed", async () => {
    const program = fileURLToPath(
      new URL("./fixtures/hosts.mjs", import.meta.url),
    );
    const refused = await run(newFolder.path, [], "node", program);
    assert.match(refused.out, /^fetch ECONNREFUSED, https ECONNREFUSED$/m);
    assert.equal(
      refused.err.match(
        /Refused a connection to shop\.blob\.core\.windows\.net:443/g,
      )?.length,
      1,
    );
    assert.match(refused.err, /--allow shop\.blob\.core\.windows\.net/);
  });
});
