import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { arrows } from "./arrows.js";

/** A workspace in small: one file a layer, none of which imports anything. */
const files = [
  "eslint-plugin/src/sdk/cosmos.ts",
  "eslint-plugin/src/analysis/findings.ts",
  "eslint-plugin/src/messages/texts.ts",
  "eslint-plugin/src/edit/passToken.ts",
  "eslint-plugin/src/rules/someRule.ts",
  "eslint-plugin/src/cli/main.ts",
  "eslint-plugin/src/editor.ts",
  "session-token/src/merge.ts",
  "lab/src/startLab.ts",
  "instrumentation/src/callSites/currentCallSite.ts",
  "instrumentation/src/cosmos/onRequestHead.ts",
  "instrumentation/src/cosmos/describeRequest.ts",
  "instrumentation/src/otlp/Span.ts",
  "instrumentation/src/otlp/Exporter.ts",
  "instrumentation/src/Watcher.ts",
  "test/scenarios/lag.ts",
];

/** @type {string} */
let root;

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/**
 * Lints one file of the small workspace with the arrows alone.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Promise<string[]>} messages, each with the name of its rule
 */
async function lint(file, text) {
  write(file, text);
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } },
      ...arrows(root),
    ],
  });
  const [result] = await eslint.lintFiles([file]);
  assert.ok(result);
  return result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe("the arrows between parts", () => {
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "arrows-")));
    for (const file of files) write(file, "export const name = 1;\n");
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("let a rule import findings, texts and edits", async () => {
    assert.deepEqual(
      await lint(
        "eslint-plugin/src/rules/someRule.ts",
        [
          'import { name as a } from "../analysis/findings.ts";',
          'import { name as b } from "../messages/texts.ts";',
          'import { name as c } from "../edit/passToken.ts";',
          "export default [a, b, c];",
        ].join("\n"),
      ),
      [],
    );
  });

  it("stop the analysis from importing a rule", async () => {
    const [message, ...others] = await lint(
      "eslint-plugin/src/analysis/bad.ts",
      'export { name } from "../rules/someRule.ts";',
    );
    assert.match(
      message ?? "",
      /^import-x\/no-restricted-paths: .*eslint-plugin\/src\/analysis may import only sdk/,
    );
    assert.deepEqual(others, []);
  });

  it("stop the analysis from importing a type of the edits", async () => {
    const messages = await lint(
      "eslint-plugin/src/analysis/bad.ts",
      'import type { name } from "../edit/passToken.ts";\nexport type Bad = typeof name;',
    );
    assert.equal(messages.length, 1);
  });

  it("stop the command line from importing a rule, and the editor's door from importing the command line", async () => {
    const fromCli = await lint(
      "eslint-plugin/src/cli/main.ts",
      'export { name } from "../rules/someRule.ts";',
    );
    assert.equal(fromCli.length, 1);
    const fromEditor = await lint(
      "eslint-plugin/src/editor.ts",
      'export { name } from "./cli/main.ts";',
    );
    assert.match(fromEditor.join(), /may import only analysis, edit/);
  });

  it("let the texts know the shape of a finding, and stop them from running the analysis", async () => {
    assert.deepEqual(
      await lint(
        "eslint-plugin/src/messages/good.ts",
        'import type { name } from "../analysis/findings.ts";\nexport type Good = typeof name;',
      ),
      [],
    );
    const messages = await lint(
      "eslint-plugin/src/messages/bad.ts",
      'export { name } from "../analysis/findings.ts";',
    );
    assert.match(messages.join(), /Messages know the shape of a finding/);
  });

  it("stop the plugin from importing the token library, by path and by name", async () => {
    const byPath = await lint(
      "eslint-plugin/src/edit/bad.ts",
      'export { name } from "../../../session-token/src/merge.ts";',
    );
    assert.match(byPath.join(), /eslint-plugin\/ may import nothing of ours/);
    const byName = await lint(
      "eslint-plugin/src/edit/bad.ts",
      'export { merge } from "cosmos-session-token";',
    );
    assert.match(byName.join(), /eslint-plugin\/ may import nothing of ours/);
  });

  it("let the lab take call sites, request heads and spans of the instrumentation, and nothing else of it", async () => {
    const open = [
      "callSites/currentCallSite",
      "cosmos/onRequestHead",
      "otlp/Span",
    ];
    const closed = ["cosmos/describeRequest", "otlp/Exporter", "Watcher"];
    for (const door of [...open, ...closed]) {
      const messages = await lint(
        "lab/src/replication/door.ts",
        `export { name } from "../../../instrumentation/src/${door}.ts";`,
      );
      if (open.includes(door)) assert.deepEqual(messages, [], door);
      else
        assert.match(
          messages.join(),
          /call sites, request heads and spans/,
          door,
        );
    }
    const byName = await lint(
      "lab/src/byName.ts",
      'export { instrument } from "cosmos-session-instrumentation";',
    );
    assert.match(byName.join(), /lab\/ may import/);
    const back = await lint(
      "instrumentation/src/back.ts",
      'export { name } from "../../lab/src/startLab.ts";',
    );
    assert.match(
      back.join(),
      /instrumentation\/ may import only session-token/,
    );
  });

  it("let the lab import the token library, never the other way round", async () => {
    assert.deepEqual(
      await lint(
        "lab/src/good.ts",
        'export { name } from "../../session-token/src/merge.ts";',
      ),
      [],
    );
    const back = await lint(
      "session-token/src/bad.ts",
      'export { name } from "../../lab/src/startLab.ts";',
    );
    assert.equal(back.length, 1);
  });

  it("stop every part from importing test/", async () => {
    const messages = await lint(
      "lab/src/bad.ts",
      'export { name } from "../../test/scenarios/lag.ts";',
    );
    assert.equal(messages.length, 1);
  });

  it("stop the plugin from loading typescript-eslint or TypeScript when it runs, not in its tests", async () => {
    const text =
      'export { AST_NODE_TYPES } from "@typescript-eslint/utils";\nexport { version } from "typescript";';
    const messages = await lint("eslint-plugin/src/rules/bad.ts", text);
    assert.equal(messages.length, 2);
    assert.deepEqual(
      await lint("eslint-plugin/src/rules/someRule.test.ts", text),
      [],
    );
  });

  it("stop the analysis from knowing ESLint, even its types", async () => {
    const text =
      'import type { Rule } from "eslint";\nexport type Bad = Rule.RuleModule;';
    const inAnalysis = await lint("eslint-plugin/src/analysis/bad.ts", text);
    assert.match(inAnalysis.join(), /runs without ESLint/);
    assert.deepEqual(await lint("eslint-plugin/src/rules/good.ts", text), []);
  });

  it("stop two files from importing each other, also through a third", async () => {
    write("lab/src/b.ts", 'export { c } from "./c.ts";\nexport const b = 1;');
    write("lab/src/c.ts", 'export { a } from "./a.ts";\nexport const c = 1;');
    const messages = await lint(
      "lab/src/a.ts",
      'export { b } from "./b.ts";\nexport const a = 1;',
    );
    assert.match(messages.join(), /^import-x\/no-cycle: /);
  });
});
