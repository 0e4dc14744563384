import assert from "node:assert/strict";
import path from "node:path";
import { createRootFinder, findProjectRoot } from "./findRoot.ts";
import { createMemoryHost } from "./memoryHost.ts";

function rootOf(files: Record<string, string>, file: string): string {
  return findProjectRoot(createMemoryHost(files), file);
}

describe("findProjectRoot", () => {
  it("is the folder with the lock file, not that of a package below it", () => {
    assert.equal(
      rootOf(
        {
          "/repo/package-lock.json": "",
          "/repo/api/package.json": "{}",
          "/repo/api/src/a.ts": "",
        },
        "/repo/api/src/a.ts",
      ),
      "/repo",
    );
  });

  it("is the workspace, also without a lock file", () => {
    assert.equal(
      rootOf(
        {
          "/repo/package.json": `{ "workspaces": ["packages/*"] }`,
          "/repo/packages/a/package.json": "{}",
        },
        "/repo/packages/a/a.ts",
      ),
      "/repo",
    );
    assert.equal(
      rootOf(
        { "/repo/pnpm-workspace.yaml": "", "/repo/a/package.json": "{}" },
        "/repo/a/a.ts",
      ),
      "/repo",
    );
    assert.equal(
      rootOf(
        { "/repo/nx.json": "{}", "/repo/a/package.json": "{}" },
        "/repo/a/a.ts",
      ),
      "/repo",
    );
  });

  it("is the nearest of several: a nested program with a lock file of its own is a project of its own", () => {
    assert.equal(
      rootOf(
        { "/repo/.git/HEAD": "", "/repo/functions/yarn.lock": "" },
        "/repo/functions/src/a.ts",
      ),
      "/repo/functions",
    );
  });

  it("is the top of the repository where nothing else marks it, also of a git work tree", () => {
    assert.equal(
      rootOf({ "/repo/.git/HEAD": "", "/repo/a/b.ts": "" }, "/repo/a/b.ts"),
      "/repo",
    );
    assert.equal(
      rootOf(
        { "/repo/.git": "gitdir: elsewhere", "/repo/a/b.ts": "" },
        "/repo/a/b.ts",
      ),
      "/repo",
    );
  });

  it("is the nearest package without any mark, else the file's own folder", () => {
    assert.equal(
      rootOf(
        { "/x/package.json": "{}", "/x/y/package.json": "{}" },
        "/x/y/z/a.ts",
      ),
      "/x/y",
    );
    assert.equal(rootOf({ "/x/y/a.ts": "" }, "/x/y/a.ts"), "/x/y");
  });

  it("is not misled by a word in a package.json or by a broken one", () => {
    assert.equal(
      rootOf(
        {
          "/x/package.json": `{ "keywords": ["workspaces"] }`,
          "/x/y/package.json": "{}",
        },
        "/x/y/a.ts",
      ),
      "/x/y",
    );
    assert.equal(
      rootOf(
        { "/x/package.json": `{ "workspaces": [`, "/x/y/package.json": "{}" },
        "/x/y/a.ts",
      ),
      "/x/y",
    );
  });

  it("works with drive letters", () => {
    const host = createMemoryHost(
      { "C:\\repo\\yarn.lock": "", "C:\\repo\\src\\a.ts": "" },
      path.win32,
    );
    assert.equal(findProjectRoot(host, "C:\\repo\\src\\a.ts"), "C:\\repo");
  });
});

describe("createRootFinder", () => {
  it("does not list a folder again that somebody else listed through its host", () => {
    const listed: string[] = [];
    const disk = createMemoryHost({
      "/shop/package-lock.json": "{}",
      "/shop/orders/package.json": "{}",
      "/shop/orders/src/a.ts": "",
    });
    const { rootOf, host } = createRootFinder({
      ...disk,
      list(folder) {
        listed.push(folder);
        return disk.list(folder);
      },
    });
    for (const folder of ["/shop", "/shop/orders", "/shop/orders/src"])
      host.list(folder);
    listed.length = 0;

    assert.equal(rootOf("/shop/orders/src/a.ts"), "/shop");
    assert.deepEqual(listed, []);
  });

  it("finds the same root when nobody has listed anything", () => {
    const { rootOf } = createRootFinder(
      createMemoryHost({
        "/shop/package.json": '{ "workspaces": ["orders"] }',
        "/shop/orders/package.json": "{}",
        "/shop/orders/a.ts": "",
      }),
    );

    assert.equal(rootOf("/shop/orders/a.ts"), "/shop");
  });
});
