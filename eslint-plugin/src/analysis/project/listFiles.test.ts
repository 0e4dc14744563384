import assert from "node:assert/strict";
import path from "node:path";
import { listSourceFiles } from "./listFiles.ts";
import { createMemoryHost } from "./memoryHost.ts";

function list(files: Record<string, string>, root = "/p"): readonly string[] {
  return listSourceFiles(createMemoryHost(files), root).sources;
}

describe("listSourceFiles", () => {
  it("lists sources of every extension, sorted", () => {
    const files = {
      "/p/b.ts": "",
      "/p/a.tsx": "",
      "/p/c.mts": "",
      "/p/d.cts": "",
      "/p/e.js": "",
      "/p/f.mjs": "",
      "/p/g.cjs": "",
      "/p/h.jsx": "",
    };
    assert.deepEqual(list(files), Object.keys(files).sort());
  });

  it("leaves out declarations, other files, node_modules, dot folders and tests", () => {
    assert.deepEqual(
      list({
        "/p/src/a.ts": "",
        "/p/src/a.d.ts": "",
        "/p/src/style.css": "",
        "/p/src/a.test.ts": "",
        "/p/src/a.spec.js": "",
        "/p/src/__tests__/b.ts": "",
        "/p/src/__mocks__/c.ts": "",
        "/p/test/d.ts": "",
        "/p/tests/e.ts": "",
        "/p/node_modules/x/index.js": "",
        "/p/packages/q/node_modules/y/index.js": "",
        "/p/.next/f.js": "",
        "/p/src/latest.ts": "",
        "/p/src/testing/g.ts": "",
      }),
      ["/p/src/a.ts", "/p/src/latest.ts", "/p/src/testing/g.ts"],
    );
  });

  it("lists function.json files apart", () => {
    const listing = listSourceFiles(
      createMemoryHost({
        "/p/onOrder/function.json": "{}",
        "/p/onOrder/index.ts": "",
      }),
      "/p",
    );
    assert.deepEqual(listing.functionJsons, ["/p/onOrder/function.json"]);
    assert.deepEqual(listing.sources, ["/p/onOrder/index.ts"]);
  });

  it("leaves out what .gitignore files name, nested ones too", () => {
    assert.deepEqual(
      list({
        "/p/.gitignore": "generated/\n*.gen.ts\n",
        "/p/a.ts": "",
        "/p/b.gen.ts": "",
        "/p/generated/c.ts": "",
        "/p/q/.gitignore": "/d.ts\n!keep.gen.ts",
        "/p/q/d.ts": "",
        "/p/q/keep.gen.ts": "",
        "/p/q/r/d.ts": "",
      }),
      ["/p/a.ts", "/p/q/keep.gen.ts", "/p/q/r/d.ts"],
    );
  });

  it("honours the .gitignore of the repository above the project", () => {
    assert.deepEqual(
      list(
        {
          "/repo/.git/HEAD": "",
          "/repo/.gitignore": "p/old\n",
          "/repo/p/old/a.ts": "",
          "/repo/p/b.ts": "",
        },
        "/repo/p",
      ),
      ["/repo/p/b.ts"],
    );
  });

  it("lists a project that an outer repository ignores as a whole", () => {
    assert.deepEqual(
      list(
        {
          "/repo/.git/HEAD": "",
          "/repo/.gitignore": "checkouts\n",
          "/repo/checkouts/p/a.ts": "",
        },
        "/repo/checkouts/p",
      ),
      ["/repo/checkouts/p/a.ts"],
    );
  });

  it("leaves out compiled output of a source folder beside it", () => {
    assert.deepEqual(
      list({
        "/p/src/a.ts": "",
        "/p/src/b.ts": "",
        "/p/lib/a.js": "",
        "/p/lib/b.js": "",
      }),
      ["/p/src/a.ts", "/p/src/b.ts"],
    );
    assert.deepEqual(list({ "/p/a.ts": "", "/p/dist/a.js": "" }), ["/p/a.ts"]);
    assert.deepEqual(
      list({
        "/p/a.ts": "",
        "/p/build/bundle.js": "",
        "/p/build/bundle.js.map": "",
      }),
      ["/p/a.ts"],
    );
    assert.deepEqual(
      list({
        "/p/src/a.js": "",
        "/p/lib/a.js": `Object.defineProperty(exports, "__esModule", { value: true });`,
      }),
      ["/p/src/a.js"],
    );
  });

  it("keeps a lib folder with sources of its own", () => {
    assert.deepEqual(
      list({ "/p/src/a.js": "", "/p/lib/a.js": "handwritten" }),
      ["/p/lib/a.js", "/p/src/a.js"],
    );
    assert.deepEqual(
      list({
        "/p/src/a.ts": "",
        "/p/lib/cosmos.js": "",
        "/p/lib/orders.js": "",
      }),
      ["/p/lib/cosmos.js", "/p/lib/orders.js", "/p/src/a.ts"],
    );
    assert.deepEqual(list({ "/p/src/a.ts": "", "/p/lib/a.ts": "" }), [
      "/p/lib/a.ts",
      "/p/src/a.ts",
    ]);
    assert.deepEqual(list({ "/p/build/webpack.js": "", "/p/src/a.ts": "" }), [
      "/p/build/webpack.js",
      "/p/src/a.ts",
    ]);
  });

  it("lists the TypeScript source and not the script that was compiled beside it", () => {
    assert.deepEqual(
      list({
        "/p/a.ts": "",
        "/p/a.js": "",
        "/p/b.js": "",
        "/p/c.mts": "",
        "/p/c.mjs": "",
      }),
      ["/p/a.ts", "/p/b.js", "/p/c.mts"],
    );
  });

  it("lists a linked folder once, where it is, and is not caught in a circle", () => {
    const host = createMemoryHost({ "/p/shared/a.ts": "", "/p/src/b.ts": "" });
    host.link("/p/src/shared", "/p/shared");
    host.link("/p/src/loop", "/p");
    host.link("/p/self", "/p/self");
    host.link("/p/src/c.ts", "/p/src/b.ts");
    assert.deepEqual(listSourceFiles(host, "/p").sources, [
      "/p/shared/a.ts",
      "/p/src/b.ts",
    ]);
  });

  it("asks for real paths where the host does not tell links apart", () => {
    const host = createMemoryHost({ "/p/src/b.ts": "" });
    host.link("/p/src/loop", "/p");
    const plain = {
      ...host,
      list: (folder: string) =>
        host.list(folder).map(({ name, kind }) => ({ name, kind })),
    };
    assert.deepEqual(listSourceFiles(plain, "/p").sources, ["/p/src/b.ts"]);
  });

  it("says when a project is too large to be listed whole", () => {
    const host = createMemoryHost({
      "/p/a.ts": "",
      "/p/b.ts": "",
      "/p/c/d.ts": "",
    });
    const cut = listSourceFiles(host, "/p", { maxFiles: 1 });
    assert.equal(cut.isTruncated, true);
    assert.equal(cut.sources.length, 1);
    assert.equal(
      listSourceFiles(host, "/p", { maxFiles: 3 }).isTruncated,
      false,
    );
    assert.equal(
      listSourceFiles(host, "/p", { maxFolders: 1 }).isTruncated,
      true,
    );
  });

  it("answers with nothing for a folder that does not exist", () => {
    assert.deepEqual(list({}, "/gone"), []);
  });

  it("works with drive letters and backslashes", () => {
    const host = createMemoryHost(
      {
        "C:\\p\\.gitignore": "out/gen/\n",
        "C:\\p\\src\\a.ts": "",
        "C:\\p\\out\\gen\\b.ts": "",
        "C:\\p\\node_modules\\x\\c.js": "",
      },
      path.win32,
    );
    assert.deepEqual(listSourceFiles(host, "C:\\p").sources, [
      "C:\\p\\src\\a.ts",
    ]);
  });
});
