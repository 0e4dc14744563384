import assert from "node:assert/strict";
import path from "node:path";
import { createMemoryHost } from "./memoryHost.ts";

describe("createMemoryHost", () => {
  it("has the folders that its files need", () => {
    const host = createMemoryHost({
      "/p/src/b.ts": "b",
      "/p/src/a.ts": "a",
      "/p/c.ts": "",
    });
    assert.deepEqual(
      host.list("/p").map(({ name, kind }) => [name, kind]),
      [
        ["c.ts", "file"],
        ["src", "folder"],
      ],
    );
    assert.deepEqual(
      host.list("/p/src").map(({ name }) => name),
      ["a.ts", "b.ts"],
    );
    assert.deepEqual(
      host.list("/").map(({ name }) => name),
      ["p"],
    );
    assert.deepEqual(host.list("/p/c.ts"), []);
    assert.equal(host.exists("/p/src"), true);
    assert.equal(host.exists("/p/sr"), false);
    assert.equal(host.readText("/p/src"), undefined);
    assert.equal(host.stamp("/p/src"), undefined);
  });

  it("forgets what is removed, a whole folder too", () => {
    const host = createMemoryHost({ "/p/src/a.ts": "", "/p/src-2/b.ts": "" });
    host.remove("/p/src");
    assert.equal(host.exists("/p/src/a.ts"), false);
    assert.equal(host.exists("/p/src-2/b.ts"), true);
  });

  it("gives a text that is written a new stamp and takes its byte-order mark off", () => {
    const host = createMemoryHost({ "/a.ts": "\uFEFFlet a;" });
    assert.equal(host.readText("/a.ts"), "let a;");
    const before = host.stamp("/a.ts");
    host.write("/a.ts", "let b;");
    assert.notEqual(host.stamp("/a.ts"), before);
  });

  it("follows links of files and folders, and survives circles", () => {
    const host = createMemoryHost({ "/store/x/a.ts": "a" });
    host.link("/p/x", "/store/x");
    host.link("/p/a.ts", "/p/x/a.ts");
    host.link("/p/loop", "/p/loop");
    assert.equal(host.readText("/p/x/a.ts"), "a");
    assert.equal(host.readText("/p/a.ts"), "a");
    assert.equal(host.realPath("/p/a.ts"), "/store/x/a.ts");
    assert.deepEqual(
      host.list("/p").map(({ name, kind }) => [name, kind]),
      [
        ["a.ts", "file"],
        ["x", "folder"],
      ],
    );
    assert.equal(host.realPath("/p/loop/a"), "/p/loop/a");
    assert.equal(host.exists("/p/loop"), false);
  });

  it("has drives and backslashes with path.win32", () => {
    const host = createMemoryHost(
      { "C:\\p\\a.ts": "a", "D:/q/b.ts": "b" },
      path.win32,
    );
    assert.deepEqual(
      host.list("C:\\").map(({ name }) => name),
      ["p"],
    );
    assert.equal(host.readText("D:\\q\\b.ts"), "b");
    assert.equal(host.readText("C:/p/a.ts"), "a");
  });
});
