import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { root } from "./paths.mjs";

/** What git says of a symbolic link's mode. */
const LINK = "120000";

describe("what git keeps", () => {
  // A link points at a place of one machine; "node_modules/" in .gitignore does not keep one out.
  it("has no symbolic link", () => {
    const entries = execFileSync("git", ["ls-files", "--stage"], {
      cwd: root,
      encoding: "utf8",
    });
    const links = entries.split("\n").filter((line) => line.startsWith(LINK));
    assert.deepEqual(links, []);
  });
});
