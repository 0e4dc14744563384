import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { programEnv, withPreload } from "./programEnv.ts";

describe("the environment of a watched program", () => {
  it("has the preload behind the options that somebody set already", () => {
    assert.equal(
      withPreload("/x/preload.cjs", "--max-old-space-size=4096 "),
      '--max-old-space-size=4096 --require "/x/preload.cjs"',
    );
  });

  it("has it once, however often it is asked for", () => {
    const once = withPreload("/x/preload.cjs", "--no-warnings");
    assert.equal(withPreload("/x/preload.cjs", once), once);
  });

  it("bears folders with spaces, quotes and, on Windows, backslashes", () => {
    assert.equal(
      withPreload("C:\\Users\\Ann Lee\\preload.cjs"),
      '--require "C:\\\\Users\\\\Ann Lee\\\\preload.cjs"',
    );
    const folder = mkdtempSync(path.join(tmpdir(), "a folder's "));
    try {
      const preload = path.join(folder, "our preload.cjs");
      writeFileSync(preload, 'process.stdout.write("loaded ")');
      const { stdout, stderr } = spawnSync(
        process.execPath,
        ["-p", "process.execArgv.length"],
        {
          encoding: "utf8",
          env: {
            ...process.env,
            NODE_OPTIONS: withPreload(preload, "--no-warnings"),
          },
        },
      );
      assert.deepEqual([stdout, stderr], ["loaded 2\n", ""]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("does not lead away the traces that the program sends elsewhere", () => {
    const env = programEnv(
      {
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
          OTEL_EXPORTER_OTLP_HEADERS: "x=y",
          COSMOS_SESSION_OTLP_ENDPOINT: "http://127.0.0.1:1",
          COSMOS_SESSION_OTLP_HEADERS: "x=y",
        },
      },
      "/x/preload.cjs",
    );
    assert.deepEqual(Object.keys(env), [
      "NODE_OPTIONS",
      "COSMOS_SESSION_OTLP_ENDPOINT",
      "COSMOS_SESSION_OTLP_HEADERS",
    ]);
  });
});
