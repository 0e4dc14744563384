import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CosmosClient } from "@azure/cosmos";
import { after, before, describe, it } from "mocha";
import type { LabAddresses } from "../startLab.ts";

const main = path.join(import.meta.dirname, "main.ts");
const command = ["--import", "tsx", main];

function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...command, ...args],
    { encoding: "utf8" },
  );
  return { status, out: stdout, err: stderr };
}

/** What a started lab writes, and how it ends. */
class Running {
  readonly #child: ChildProcess;
  out = "";
  err = "";

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, [...command, ...args]);
    this.#child.stdout!.on(
      "data",
      (text: Buffer) => (this.out += text.toString()),
    );
    this.#child.stderr!.on(
      "data",
      (text: Buffer) => (this.err += text.toString()),
    );
  }

  async until(words: RegExp): Promise<void> {
    while (!words.test(this.out)) {
      if (this.#child.exitCode !== null) throw new Error(this.err);
      await Promise.race([
        once(this.#child.stdout!, "data"),
        once(this.#child, "exit"),
      ]);
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(this.#child, "close") as Promise<[number | null]>;
    this.#child.kill(signal);
    const [code] = await ended;
    return code;
  }
}

describe("cosmos-session-lab", function () {
  // A process for each, on a machine that may be busy.
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lab-cli-"));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function file(name: string, content: string): string {
    const written = path.join(folder, name);
    writeFileSync(written, content);
    return written;
  }

  it("prints one line of JSON when it is ready, nothing else, and ends well on a signal", async () => {
    const lab = new Running("--json", "--lag", "50");
    await lab.until(/\n/);
    const addresses = JSON.parse(lab.out) as LabAddresses;
    assert.deepEqual(Object.keys(addresses), [
      "serviceBus",
      "cosmos",
      "caFile",
      "control",
    ]);
    assert.equal((await fetch(`${addresses.control}/state`)).status, 200);
    const line = lab.out;
    assert.equal(await lab.end("SIGTERM"), 0);
    assert.deepEqual([lab.out, lab.err], [line, ""]);
  });

  it("prints what to paste, each operation, and at the end how the reads came out", async () => {
    const config = file(
      "lab.json",
      JSON.stringify({
        cosmos: {
          databases: [
            { id: "shop", containers: [{ id: "orders", partitionKey: "/id" }] },
          ],
        },
      }),
    );
    const lab = new Running("--config", config);
    await lab.until(/Stop with Ctrl\+C/);
    const [, endpoint = "", key = ""] =
      /AccountEndpoint=(.+?);AccountKey=(.+?);/.exec(lab.out) ?? [];
    const client = new CosmosClient({ endpoint, key });
    const orders = client.database("shop").container("orders");
    await orders.items.upsert({ id: "A-1042" });
    await orders.item("A-1042", "A-1042").read();
    client.dispose();
    await lab.until(/unprotected/);
    assert.equal(await lab.end("SIGINT"), 0);
    assert.match(
      lab.out,
      /write {2}items\.upsert {2}shop\/orders {2}A-1042 {2}201/,
    );
    assert.match(lab.out, /Reads: unprotected 1\.\n$/);
  });

  it("explains itself", () => {
    const { status, out } = run("--help");
    assert.equal(status, 0);
    assert.match(out, /cosmos-session-lab check LOG/);
  });

  it("names a wrong option and the right use, and ends with 2", () => {
    const { status, err } = run("--lagg", "5");
    assert.equal(status, 2);
    assert.equal(
      err,
      "cosmos-session-lab: --lagg is no option here; did you mean --lag MS?\nSee cosmos-session-lab --help.\n",
    );
  });

  it("names the file, the place and the cure of a wrong configuration, and ends with 1", () => {
    const config = file(
      "wrong.json",
      '{"cosmos":{"databases":[{"name":"shop"}]}}',
    );
    const { status, err } = run("--config", config);
    assert.equal(status, 1);
    assert.ok(err.includes(config));
    assert.match(err, /"cosmos\.databases\[0\]\.id" must be a text/);
  });

  it("checks a log: 0 where the guarantees hold, 1 where one is broken", () => {
    const line = (n: number, kind: string, served: string): string =>
      JSON.stringify({
        n,
        kind,
        service: "cosmos",
        operation: kind,
        container: "shop/orders",
        itemId: "A",
        partitionKey: '["A"]',
        client: "billing",
        status: 200,
        served,
      });
    const good = file(
      "good.log",
      `${line(1, "write", "0:-1#42")}\n${line(2, "read", "0:-1#42")}\n`,
    );
    const bad = file(
      "bad.log",
      `${line(1, "write", "0:-1#42")}\n${line(2, "read", "0:-1#41")}\n`,
    );
    assert.equal(run("check", good).status, 0);
    const { status, out } = run("check", bad);
    assert.equal(status, 1);
    assert.match(out, /Read your writes does not hold for "billing"/);
    assert.equal(run("check").status, 2);
    const missing = run("check", path.join(folder, "missing.log"));
    assert.equal(missing.status, 2);
    assert.match(
      missing.err,
      /The log ".+missing\.log" cannot be read \(ENOENT\)\./,
    );
    assert.equal(run("check", file("no.log", "no log\n")).status, 2);
  });
});
