import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { packagedLines } from "./packagedLines.ts";

describe("the lines of packages in a bundle", () => {
  it("stand below the comment that esbuild writes before each module", () => {
    const isOfPackage = packagedLines(
      [
        "var helper = 1;",
        "// node_modules/@azure/cosmos/dist/index.js",
        "var CosmosClient = class {};",
        "// src/worker.ts",
        "new CosmosClient();",
      ].join("\n"),
    );
    assert.deepEqual([1, 3, 5].map(isOfPackage), [false, true, false]);
  });

  it("are all lines of a bundle that does not say whose they are", () => {
    const minified =
      'var a="x-ms-documentdb-query-enablecrosspartition";new b().read()';
    assert.equal(packagedLines(minified)(1), true);
  });

  it("are none in a file of the program", () => {
    const isOfPackage = packagedLines("// src/worker.ts\nread();\n");
    assert.equal(isOfPackage(2), false);
  });
});
