import assert from "node:assert/strict";
import path from "node:path";
import { filesNamed, foldersOf } from "./folders.ts";

const files = [
  "/p/src/worker.js",
  "/p/src/jobs/assess.js",
  "/p/src/jobs/close.job.ts",
  "/p/src/jobs/open/index.js",
  "/p/src/jobs/open/steps.js",
];
const named = (first: string, last: string): readonly string[] =>
  filesNamed(
    path.posix,
    foldersOf({ path: path.posix }, files),
    "/p/src/worker.js",
    first,
    last,
  );

describe("files by the beginning and the end of a specifier", () => {
  it("are those of the folder, and the index files of folders in it", () => {
    assert.deepEqual(named("./jobs/", ""), [
      "/p/src/jobs/assess.js",
      "/p/src/jobs/close.job.ts",
      "/p/src/jobs/open/index.js",
    ]);
    assert.deepEqual(named("/p/src/jobs/", ".job.js"), [
      "/p/src/jobs/close.job.ts",
    ]);
    assert.deepEqual(named("./jobs/", "/steps"), ["/p/src/jobs/open/steps.js"]);
  });

  it("are all below where a pattern says so", () => {
    assert.deepEqual(named("./**/", ".js"), files.slice(1));
  });

  it("are not the file itself, and none for a package", () => {
    assert.deepEqual(named("./", ""), []);
    assert.deepEqual(named("lodash/", ""), []);
  });

  it("are found on Windows", () => {
    const there = files.map((file) => `C:${file.replaceAll("/", "\\")}`);
    assert.deepEqual(
      filesNamed(
        path.win32,
        foldersOf({ path: path.win32 }, there),
        "C:\\p\\src\\worker.js",
        "C:\\p\\src\\jobs\\",
        "",
      ),
      there.slice(1, 4),
    );
  });
});
