import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { tool } from "../check/command.mjs";
import { root } from "../check/paths.mjs";
import { createRule } from "./createRule.mjs";

/** @type {string} a copy of what a rule needs */
let copy;

/**
 * @param {string} packageName
 * @param {string} bin
 * @param {...string} args
 */
function run(packageName, bin, ...args) {
  const command = tool(packageName, bin, ...args);
  const { status, stdout, stderr } = spawnSync(command.file, command.args, {
    cwd: copy,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

/** @param {string} file */
function read(file) {
  return readFileSync(path.join(copy, file), "utf8");
}

describe("npm run create-rule", function () {
  // It compiles the plugin.
  this.timeout(300_000);

  before(() => {
    copy = realpathSync(mkdtempSync(path.join(os.tmpdir(), "rule-")));
    for (const file of [
      "package.json",
      ".mocharc.json",
      "tsconfig.base.json",
      "tsconfig.json",
      "eslint.config.js",
      "scripts",
      "eslint-plugin/package.json",
      "eslint-plugin/tsconfig.json",
      "eslint-plugin/src",
      "eslint-plugin/docs",
      "eslint-plugin/test-support",
    ]) {
      cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
    }
    for (const folder of ["node_modules", "eslint-plugin/node_modules"]) {
      symlinkSync(
        path.join(root, folder),
        path.join(copy, folder),
        // What Windows allows without special rights.
        "junction",
      );
    }
  });

  after(() => rmSync(copy, { recursive: true, force: true }));

  it("makes a rule that compiles, lints clean and is known to the plugin, with a test that is red", () => {
    const name = "require-something-new";
    const files = createRule(copy, name);
    run("prettier", "prettier", "--write", ...files);

    assert.deepEqual(run("typescript", "tsc", "-p", "eslint-plugin"), {
      status: 0,
      output: "",
    });
    const sources = files.filter((file) => file.endsWith(".ts"));
    assert.deepEqual(run("eslint", "eslint", "--max-warnings=0", ...sources), {
      status: 0,
      output: "",
    });
    const test = run(
      "mocha",
      "mocha",
      `eslint-plugin/src/rules/${name}.test.ts`,
    );
    assert.match(test.output, /1 passing/);
    assert.match(test.output, /1 failing/);
    assert.match(test.output, /Should have 1 error but had 0/);
    assert.match(
      read("eslint-plugin/src/rules/index.ts"),
      /"require-something-new": requireSomethingNew/,
    );
    const page = run(
      "mocha",
      "mocha",
      "eslint-plugin/src/rules/docs.test.ts",
      "-g",
      `${name} (begins with|has all parts)`,
    );
    assert.match(page.output, /2 passing/);
    assert.equal(page.status, 0);
  });

  it("refuses a name that is taken, and changes nothing", () => {
    const before = read("eslint-plugin/src/rules/index.ts");
    assert.throws(
      () => createRule(copy, "require-session-token"),
      /is there already\. Nothing was changed/,
    );
    assert.equal(read("eslint-plugin/src/rules/index.ts"), before);
  });

  it("refuses what is no name of a rule", () => {
    assert.throws(() => createRule(copy, "../Something"), /is no name/);
  });

  it("says so when a list of rules has changed its shape", () => {
    const file = "eslint-plugin/src/messages/index.ts";
    const before = read(file);
    writeFileSync(path.join(copy, file), "export {};\n");
    assert.throws(
      () => createRule(copy, "require-another"),
      /messages\/index\.ts has no place like .*insertions\.mjs/,
    );
    writeFileSync(path.join(copy, file), before);
  });
});
