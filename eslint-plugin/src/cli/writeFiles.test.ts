import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { writeProject } from "../../test-support/writeProject.ts";
import { ChangedFileError, writeFiles } from "./writeFiles.ts";

describe("writing files", () => {
  it("a file that changed meanwhile is not overwritten, and no other file is written either", () => {
    const folder = writeProject({ "a.ts": "a", "b.ts": "b, changed" });
    const [a, b] = [path.join(folder, "a.ts"), path.join(folder, "b.ts")];
    assert.throws(
      () =>
        writeFiles([
          { file: a, before: "a", after: "a2" },
          { file: b, before: "b", after: "b2" },
        ]),
      (error) =>
        error instanceof ChangedFileError &&
        error.file === b &&
        error.message.includes("has changed since it was read"),
    );
    assert.equal(fs.readFileSync(a, "utf8"), "a");
    assert.equal(fs.readFileSync(b, "utf8"), "b, changed");
    assert.deepEqual(fs.readdirSync(folder).sort(), [
      "a.ts",
      "b.ts",
      "package-lock.json",
    ]);
  });

  it("a file that is gone stops everything", () => {
    const folder = writeProject({ "a.ts": "a" });
    const a = path.join(folder, "a.ts");
    assert.throws(
      () =>
        writeFiles([
          { file: a, before: "a", after: "a2" },
          { file: path.join(folder, "gone.ts"), before: "", after: "x" },
        ]),
      { code: "ENOENT" },
    );
    assert.equal(fs.readFileSync(a, "utf8"), "a");
  });

  it("a text that is not UTF-8 is left alone", () => {
    const folder = writeProject({});
    const file = path.join(folder, "a.ts");
    fs.writeFileSync(file, Buffer.from([0x61, 0xff]));
    const before = fs.readFileSync(file, "utf8");
    assert.throws(
      () => writeFiles([{ file, before, after: "b" }]),
      ChangedFileError,
    );
  });

  it("a symbolic link stays a link", function () {
    if (process.platform === "win32") this.skip();
    const folder = writeProject({ "real.ts": "a" });
    const link = path.join(folder, "link.ts");
    fs.symlinkSync("real.ts", link);
    writeFiles([{ file: link, before: "a", after: "b" }]);
    assert.ok(fs.lstatSync(link).isSymbolicLink());
    assert.equal(fs.readFileSync(path.join(folder, "real.ts"), "utf8"), "b");
  });
});
