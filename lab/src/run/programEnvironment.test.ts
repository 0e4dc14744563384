import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { withPreload } from "./programEnvironment.ts";

describe("NODE_OPTIONS with the preload", () => {
  it("loads a file whose path has blanks and quotes, beside the options that were there", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "my 'own' lab "));
    try {
      const file = path.join(folder, 'pre "load".cjs');
      writeFileSync(file, "globalThis.loaded = true;");
      const options = withPreload("--max-old-space-size=128", file);
      const printed = execFileSync(
        process.execPath,
        ["-p", "[globalThis.loaded, process.execArgv.length]"],
        { env: { ...process.env, NODE_OPTIONS: options }, encoding: "utf8" },
      );
      assert.match(printed, /true/);
      assert.match(options, /^--max-old-space-size=128 --require /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
