import assert from "node:assert/strict";
import { listSourceFiles } from "./listFiles.ts";
import { createMemoryHost } from "./memoryHost.ts";
import { isNamedByNoManifest } from "./namedByManifests.ts";

const foreign = {
  "/p/.git/HEAD": "",
  "/p/package.json": `{ "dependencies": { "express": "^5" } }`,
  "/p/package-lock.json": `{ "packages": { "node_modules/express": {} } }`,
  "/p/packages/web/package.json": `{ "name": "web" }`,
  "/p/packages/web/src/index.ts": "",
};

function isSilent(files: Record<string, string | undefined>): boolean {
  const all: Record<string, string | undefined> = { ...foreign, ...files };
  const host = createMemoryHost(
    Object.fromEntries(
      Object.entries(all).flatMap(([file, text]) =>
        text === undefined ? [] : [[file, text]],
      ),
    ),
  );
  return isNamedByNoManifest(host, "/p", listSourceFiles(host, "/p"));
}

describe("manifests", () => {
  it("tell that a whole repository can load no SDK", () => {
    assert.equal(isSilent({}), true);
    assert.equal(
      isSilent({
        "/p/package-lock.json": undefined,
        "/p/pnpm-lock.yaml": "packages:\n  express@5.0.0: {}\n",
      }),
      true,
    );
  });

  const reasons: [string, Record<string, string | undefined>][] = [
    [
      "the root names an SDK",
      { "/p/package.json": `{ "dependencies": { "@azure/cosmos": "^4" } }` },
    ],
    [
      "a package of the workspace does",
      {
        "/p/packages/web/package.json": `{ "dependencies": { "@azure/service-bus": "^7" } }`,
      },
    ],
    [
      "a package has it under another name",
      {
        "/p/packages/web/package.json": `{ "dependencies": { "db": "npm:@azure/cosmos@4" } }`,
      },
    ],
    [
      "only the lock file does, for a package that brings it",
      {
        "/p/package-lock.json": `{ "packages": { "node_modules/@azure/functions": {} } }`,
      },
    ],
    [
      "one is installed that no manifest names",
      { "/p/node_modules/@azure/cosmos/package.json": "{}" },
    ],
    [
      "one is installed in a package of the workspace",
      { "/p/packages/web/node_modules/@azure/cosmos/package.json": "{}" },
    ],
    [
      "a copy of one is among the sources",
      { "/p/vendor/cosmos/package.json": `{ "name": "@azure/cosmos" }` },
    ],
    [
      "a package is linked by its path",
      {
        "/p/packages/web/package.json": `{ "dependencies": { "db": "file:../../../db" } }`,
      },
    ],
    [
      "a function.json binds a function without any import",
      { "/p/onOrder/function.json": `{ "bindings": [] }` },
    ],
    ["there is no lock file", { "/p/package-lock.json": undefined }],
    ["the lock file is no text", { "/p/bun.lockb": "" }],
    ["packages may come through Deno", { "/p/deno.json": "{}" }],
    [
      "the folder is a part of a repository, whose lock file may lie above",
      { "/p/.git/HEAD": undefined },
    ],
  ];
  for (const [reason, files] of reasons)
    it(`tell nothing where ${reason}`, () => {
      assert.equal(isSilent(files), false);
    });
});
