import assert from "node:assert/strict";
import path from "node:path";
import { buildImportGraph, type ImportGraph } from "./importGraph.ts";
import { listSourceFiles } from "./listFiles.ts";
import { createMemoryHost } from "./memoryHost.ts";
import { createResolver } from "./resolveModule.ts";
import { createTextScanner } from "./scanTexts.ts";

function graphOf(
  files: Record<string, string>,
  root = "/p",
  system: typeof path.posix = path.posix,
): ImportGraph {
  const host = createMemoryHost(files, system);
  return buildImportGraph(
    host,
    listSourceFiles(host, root).sources,
    createTextScanner(host, {}),
    createResolver(host, root),
  );
}

describe("dependents", () => {
  it("are the seeds and all that import them, directly or not", () => {
    const graph = graphOf({
      "/p/db.ts": "",
      "/p/repo.ts": `import "./db.js";`,
      "/p/handler.ts": `import { Repo } from "./repo";`,
      "/p/other.ts": `import "./util";`,
      "/p/util.ts": "",
    });
    assert.deepEqual([...graph.dependents(new Set(["/p/db.ts"]))].sort(), [
      "/p/db.ts",
      "/p/handler.ts",
      "/p/repo.ts",
    ]);
    assert.deepEqual([...graph.dependents(new Set(["/p/util.ts"]))].sort(), [
      "/p/other.ts",
      "/p/util.ts",
    ]);
  });

  it("are found through index files, parent folders, aliases, packages and build folders", () => {
    const graph = graphOf({
      "/p/package.json": `{ "name": "app", "main": "dist/index.js", "workspaces": ["packages/*"] }`,
      "/p/tsconfig.json": `{ "compilerOptions": { "paths": { "@db": ["./src/db/start.ts"] } } }`,
      "/p/packages/orders/package.json": `{ "name": "orders", "main": "dist/entry.js" }`,
      "/p/packages/orders/src/entry.ts": `export * from "@db";`,
      "/p/src/db/start.ts": "",
      "/p/src/db/index.ts": `export * from "./start";`,
      "/p/src/a.ts": `require("./db")`,
      "/p/src/db/b.ts": `import ".";`,
      "/p/src/db/c/d.ts": `import "..";`,
      "/p/src/e.ts": `import "orders";`,
      "/p/src/index.ts": `import("./a")`,
      "/p/bin/f.js": `require("../dist")`,
      "/p/bin/g.js": `require("../dist/a.js")`,
      "/p/bin/h.js": `require("..")`,
      "/p/bin/i.js": `require("express")`,
    });
    assert.deepEqual(
      [...graph.dependents(new Set(["/p/src/db/start.ts"]))].sort(),
      [
        "/p/bin/g.js",
        "/p/bin/h.js",
        "/p/packages/orders/src/entry.ts",
        "/p/src/a.ts",
        "/p/src/db/b.ts",
        "/p/src/db/c/d.ts",
        "/p/src/db/index.ts",
        "/p/src/db/start.ts",
        "/p/src/e.ts",
        "/p/src/index.ts",
      ],
    );
  });

  it("end in a circle of imports", () => {
    const graph = graphOf({
      "/p/a.ts": `import "./b"`,
      "/p/b.ts": `import "./a"`,
    });
    assert.deepEqual([...graph.dependents(new Set(["/p/a.ts"]))].sort(), [
      "/p/a.ts",
      "/p/b.ts",
    ]);
  });

  it("are answered for several questions in a row", () => {
    const graph = graphOf({
      "/p/a.ts": `import "./c"`,
      "/p/b.ts": `import "./d"`,
      "/p/c.ts": "",
      "/p/d.ts": `import "./c"`,
    });
    assert.equal(graph.dependents(new Set(["/p/d.ts"])).size, 2);
    assert.equal(graph.dependents(new Set(["/p/c.ts"])).size, 4);
  });

  it("include a seed outside of the project and who imports it", () => {
    const graph = graphOf({
      "/shared/db.ts": "",
      "/p/a.ts": `import "../shared/db"`,
      "/p/b.ts": "",
    });
    assert.deepEqual(
      [...graph.dependents(new Set(["/shared/db.ts"]))],
      ["/shared/db.ts", "/p/a.ts"],
    );
  });

  it("are found through files outside of the project, such as a linked package beside it", () => {
    const graph = graphOf(
      {
        "/repo/shared/package.json": `{ "name": "shared", "main": "dist/index.js" }`,
        "/repo/shared/src/index.ts": `export * from "./db";`,
        "/repo/shared/src/db.ts": "",
        "/repo/p/package.json": `{ "dependencies": { "shared": "file:../shared" } }`,
        "/repo/p/src/a.ts": `import "shared";`,
        "/repo/p/src/b.ts": `import "./a";`,
        "/repo/p/src/c.ts": "",
      },
      "/repo/p",
    );
    assert.deepEqual(
      [...graph.dependents(new Set(["/repo/shared/src/db.ts"]))],
      [
        "/repo/shared/src/db.ts",
        "/repo/shared/src/index.ts",
        "/repo/p/src/a.ts",
        "/repo/p/src/b.ts",
      ],
    );
  });

  it("work on Windows", () => {
    const graph = graphOf(
      {
        "C:\\p\\src\\db\\index.ts": "",
        "C:\\p\\src\\a.ts": `import "./db"`,
        "C:\\p\\b.ts": `import "./src/a.js"`,
      },
      "C:\\p",
      path.win32,
    );
    assert.equal(
      graph.dependents(new Set(["C:\\p\\src\\db\\index.ts"])).size,
      3,
    );
  });
});

describe("reachable", () => {
  it("is all that a file imports, directly or not, also outside of the project", () => {
    const graph = graphOf({
      "/p/a.ts": `import "./b"; import "express"; import "./gone";`,
      "/p/b.ts": `import "../shared/c"`,
      "/shared/c.ts": `import "./d"`,
      "/shared/d.ts": `import "../p/a"`,
      "/p/e.ts": "",
    });
    assert.deepEqual(
      [...graph.reachable(["/p/a.ts"])],
      ["/p/a.ts", "/p/b.ts", "/shared/c.ts", "/shared/d.ts"],
    );
    assert.deepEqual(graph.importsOf("/p/b.ts"), ["/shared/c.ts"]);
  });
});

describe("outside", () => {
  it("is what the project's imports lead to beyond its root", () => {
    const graph = graphOf({
      "/p/a.ts": `import "../shared/c"; import "./b";`,
      "/p/b.ts": "",
      "/shared/c.ts": `import "./d"; import "../p/b";`,
      "/shared/d.ts": "",
      "/shared/e.ts": "",
    });
    assert.deepEqual([...graph.outside()], ["/shared/c.ts", "/shared/d.ts"]);
  });
});
