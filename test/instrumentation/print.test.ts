import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "mocha";
import { buildPreload } from "../../instrumentation/build.mjs";
import type { Lab } from "../../lab/src/index.ts";
import { runProgram } from "./support/runProgram.ts";
import { startShop } from "./support/startShop.ts";

const part = path.join(import.meta.dirname, "../../instrumentation");

describe("`npm run print -w instrumentation`", function () {
  this.timeout(60_000);
  let lab: Lab;

  before(async () => {
    lab = await startShop();
  });
  after(() => lab.stop());

  it("prints each read of a program with its verdict, its line and the reason", async () => {
    const printer = spawn(
      process.execPath,
      ["--import", "tsx", "print.ts", "0"],
      { cwd: part, stdio: ["ignore", "pipe", "inherit"] },
    );
    try {
      const lines = createInterface(printer.stdout)[Symbol.asyncIterator]();
      const next = async (): Promise<string> =>
        String((await lines.next()).value);
      const address = /http:\S+/.exec(await next())![0];
      await runProgram(
        lab,
        "subscriber.mjs",
        { COSMOS_SESSION_OTLP_ENDPOINT: address },
        ["--require", await buildPreload()],
      );
      assert.match(await next(), /^stale: item\.read orders {2}.+:21$/);
      assert.match(await next(), /sent no token/);
      assert.match(await next(), /^fresh: item\.read orders {2}.+:22$/);
    } finally {
      printer.kill();
      await once(printer, "close");
    }
  });
});
