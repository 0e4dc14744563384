import assert from "node:assert/strict";
import { root } from "../check/paths.mjs";
import { run, UnexpectedEnd } from "./run.mjs";

describe("a step of the demo", () => {
  const { log } = console;
  /** @type {string[]} */
  let shown = [];
  beforeEach(() => {
    shown = [];
    console.log = (line = "") => shown.push(String(line));
  });
  afterEach(() => {
    console.log = log;
  });

  /** @param {number} exitCode */
  const askVersion = (exitCode) =>
    run({
      folder: root,
      shown: "npx tsc --version",
      command: ["typescript", "tsc", "--version"],
      exitCode,
    });

  it("shows the command and what it printed", () => {
    const output = askVersion(0);
    assert.match(output, /^Version \d/);
    assert.match(shown.join("\n"), /\$ npx tsc --version/);
    assert.ok(shown.includes(`    ${output}`));
  });

  it("stops the demo when the command ends otherwise than the story says", () => {
    assert.throws(
      () => askVersion(1),
      (error) => {
        assert.ok(error instanceof UnexpectedEnd);
        assert.match(
          error.message,
          /should have ended with exit code 1, but: exit code 0/,
        );
        return true;
      },
    );
  });
});
