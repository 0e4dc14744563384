import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "mocha";

const { isTooOld } = createRequire(import.meta.url)("./needsNode.cjs");

describe("the Node that a script needs", () => {
  it("is the one of package.json, or any later one", () => {
    for (const version of ["20.19.0", "20.20.2", "22.0.0", "100.1.0"])
      assert.equal(isTooOld(version, ">=20.19"), false, version);
  });

  it("is not there where an older one runs", () => {
    for (const version of ["20.18.3", "18.20.8", "9.99.0"])
      assert.equal(isTooOld(version, ">=20.19"), true, version);
  });
});
