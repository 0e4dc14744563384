import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listSourceFiles } from "./sourceFiles.ts";

describe("files of a checkout", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "real-code-"));
    for (const file of [
      "api/src/a.ts",
      "api/src/b.test.ts",
      "api/tests/c.ts",
      "api/src/readme.md",
      "web/app.tsx",
      "server.js",
    ]) {
      const full = path.join(folder, file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, "");
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are the sources under the roots, without tests", () => {
    assert.deepEqual(listSourceFiles(folder, ["api", "web"]), [
      "api/src/a.ts",
      "web/app.tsx",
    ]);
  });

  it("have the same names whether the root is the checkout or a folder in it", () => {
    assert.deepEqual(listSourceFiles(folder, ["."]), [
      "api/src/a.ts",
      "server.js",
      "web/app.tsx",
    ]);
  });

  it("may be named one by one as roots", () => {
    assert.deepEqual(listSourceFiles(folder, ["server.js"]), ["server.js"]);
  });

  it("are none under a root that is not there", () => {
    assert.deepEqual(listSourceFiles(folder, ["gone"]), []);
  });
});
