import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createDiskHost } from "./hostFromDisk.ts";
import { listSourceFiles } from "./listFiles.ts";
import { createResolver } from "./resolveModule.ts";

describe("createDiskHost", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "host-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, text: string | Uint8Array): string => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  };
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, ms));

  it("reads a text without its byte-order mark", () => {
    const host = createDiskHost();
    assert.equal(host.readText(write("a.ts", "\uFEFFlet a;")), "let a;");
    assert.equal(
      host.readText(write("b.ts", Buffer.from("\uFEFFlet b;", "utf16le"))),
      "let b;",
    );
    assert.equal(host.readText(path.join(folder, "gone.ts")), undefined);
    assert.equal(host.readText(folder), undefined);
  });

  it("gives a settled file the same stamp, and another one when its text changes", async () => {
    const host = createDiskHost();
    const file = write("a.ts", "1");
    await wait(80);
    const before = host.stamp(file);
    assert.notEqual(before, undefined);
    assert.equal(host.stamp(file), before);
    fs.writeFileSync(file, "2");
    assert.notEqual(host.stamp(file), before);
  });

  it("never gives a file that just changed the same stamp twice, as it may change again within one tick", () => {
    const host = createDiskHost();
    const file = write("a.ts", "1");
    assert.notEqual(host.stamp(file), host.stamp(file));
  });

  it("notices a text of the same size whose modification time was put back", async () => {
    const host = createDiskHost();
    const file = write("a.ts", "1");
    const { atime, mtime } = fs.statSync(file);
    await wait(80);
    const before = host.stamp(file);
    fs.writeFileSync(file, "2");
    fs.utimesSync(file, atime, mtime);
    await wait(80);
    assert.notEqual(host.stamp(file), before);
  });

  it("has no stamp for a folder and for what is not there", () => {
    const host = createDiskHost();
    assert.equal(host.stamp(folder), undefined);
    assert.equal(host.stamp(path.join(folder, "gone")), undefined);
    assert.equal(host.stamp(path.join(folder, "a\0b")), undefined);
    assert.equal(host.exists(path.join(folder, "a\0b")), false);
  });

  it("shows the unsaved text of an editor over the disk, and files that exist only there", () => {
    const saved = write("a.ts", "saved");
    const unsaved = path.join(folder, "new", "b.ts");
    const overlay = new Map([
      [saved, "\uFEFFunsaved"],
      [unsaved, "new"],
    ]);
    const host = createDiskHost(overlay);
    assert.equal(host.readText(saved), "unsaved");
    assert.equal(host.readText(unsaved), "new");
    assert.equal(host.exists(unsaved), true);
    assert.equal(host.exists(path.dirname(unsaved)), true);
    assert.deepEqual(
      host.list(folder).map(({ name, kind }) => [name, kind]),
      [
        ["a.ts", "file"],
        ["new", "folder"],
      ],
    );
    assert.deepEqual(
      host.list(path.dirname(unsaved)).map(({ name }) => name),
      ["b.ts"],
    );
    const before = host.stamp(saved);
    assert.equal(host.stamp(saved), before);
    overlay.set(saved, "unsaved, again");
    assert.notEqual(host.stamp(saved), before);
    overlay.delete(saved);
    assert.equal(host.readText(saved), "saved");
  });

  it("survives links that lead in circles and to nowhere", function () {
    write("src/a.ts", `import "./loop/a";`);
    try {
      fs.symlinkSync(folder, path.join(folder, "src", "loop"), "junction");
      fs.symlinkSync(path.join(folder, "self"), path.join(folder, "self"));
      fs.symlinkSync(
        path.join(folder, "gone.ts"),
        path.join(folder, "broken.ts"),
      );
    } catch {
      this.skip(); // Windows makes links of files only for administrators.
    }
    const host = createDiskHost();
    assert.deepEqual(listSourceFiles(host, folder).sources, [
      path.join(folder, "src", "a.ts"),
    ]);
    assert.equal(
      host.realPath(path.join(folder, "self")),
      path.join(folder, "self"),
    );
    assert.equal(host.readText(path.join(folder, "self")), undefined);
    assert.deepEqual(host.list(path.join(folder, "self")), []);
    assert.deepEqual(
      createResolver(host, folder).resolve(
        path.join(folder, "src", "a.ts"),
        "./loop/src/a",
      ),
      { kind: "file", path: path.join(folder, "src", "a.ts") },
    );
  });

  it("survives folders and files that cannot be read", function () {
    if (process.platform === "win32") this.skip(); // Modes mean nothing there.
    write("open/a.ts", "");
    const file = write("open/secret.ts", `import "@azure/cosmos";`);
    write("closed/b.ts", "");
    fs.chmodSync(file, 0);
    fs.chmodSync(path.join(folder, "closed"), 0);
    const isRoot = process.getuid?.() === 0;
    // The superuser may read everything; give that up as long as the test looks.
    if (isRoot) {
      fs.chmodSync(folder, 0o755);
      process.seteuid?.(65534);
    }
    try {
      const host = createDiskHost();
      assert.deepEqual(listSourceFiles(host, folder).sources, [
        path.join(folder, "open", "a.ts"),
        file,
      ]);
      assert.equal(host.readText(file), undefined);
      assert.deepEqual(host.list(path.join(folder, "closed")), []);
      assert.equal(host.stamp(path.join(folder, "closed", "b.ts")), undefined);
      assert.equal(
        createResolver(host, folder).resolve(
          path.join(folder, "open", "a.ts"),
          "../closed/b",
        ).kind,
        "missing",
      );
    } finally {
      if (isRoot) process.seteuid?.(0);
      fs.chmodSync(path.join(folder, "closed"), 0o755);
    }
  });
});
