import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createDiskHost } from "./hostFromDisk.ts";
import { createMemoryHost } from "./memoryHost.ts";
import { seenFiles } from "./seenFiles.ts";

describe("seenFiles", () => {
  it("tells each changed file once, and only files that were seen", () => {
    const memory = createMemoryHost({ "/a.ts": "1", "/b.ts": "1" });
    const seen = seenFiles(memory);
    seen.host.readText("/a.ts");
    assert.deepEqual(seen.changedFiles(["/a.ts", "/b.ts"]), []);
    memory.write("/a.ts", "2");
    memory.write("/b.ts", "2");
    assert.deepEqual(seen.changedFiles(["/a.ts", "/b.ts"]), ["/a.ts", "/b.ts"]);
    assert.deepEqual(seen.changedFiles(["/a.ts", "/b.ts"]), []);
  });

  it("keeps the stamp that it took first, so that a change while others read is not lost", () => {
    const memory = createMemoryHost({ "/a.ts": "1" });
    const seen = seenFiles(memory);
    const before = seen.host.stamp("/a.ts");
    memory.write("/a.ts", "2");
    assert.equal(seen.host.stamp("/a.ts"), before);
    assert.deepEqual(seen.changedFiles(["/a.ts"]), ["/a.ts"]);
  });

  for (const kind of ["in memory", "on the disk"])
    it(`notices what comes and goes in a folder that was listed, ${kind}`, () => {
      const folder =
        kind === "in memory"
          ? "/p"
          : fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-seen-"));
      const memory = createMemoryHost({ "/p/a.ts": "" });
      const host = kind === "in memory" ? memory : createDiskHost();
      const write = (name: string): void =>
        kind === "in memory"
          ? memory.write(`/p/${name}`, "")
          : fs.writeFileSync(path.join(folder, name), "");
      write("a.ts");
      const seen = seenFiles(host);
      seen.host.list(folder);
      assert.equal(seen.hasOtherEntries(), false);
      write("a.ts");
      assert.equal(seen.hasOtherEntries(), false);
      assert.equal(
        seen.hasOtherEntriesAround(path.join(folder, "new/x.ts")),
        false,
      );
      write("b.ts");
      assert.equal(seen.hasOtherEntries(), true);
      assert.equal(
        seen.hasOtherEntriesAround(path.join(folder, "new/x.ts")),
        true,
      );
      if (kind !== "in memory")
        fs.rmSync(folder, { recursive: true, force: true });
    });

  it("notices that a file which was asked for by name has come", () => {
    const memory = createMemoryHost({ "/p/a.ts": "" });
    const seen = seenFiles(memory);
    assert.equal(seen.host.exists("/p/b.ts"), false);
    assert.equal(seen.hasOtherEntries(), false);
    memory.write("/p/b.ts", "");
    assert.equal(seen.hasOtherEntries(), true);
  });
});
