import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { putStandInPlugin } from "../support/standInPlugin.ts";
import { until } from "./until.ts";
import { handlerFile, open, restoreAll, untilFound } from "./workspace.ts";

describe("a folder with an ESLint configuration of its own", () => {
  const { fsPath: folder } = vscode.workspace.workspaceFolders![0]!.uri;
  const config = path.join(folder, "eslint.config.js");
  const marker = path.join(folder, "has-run");
  const original = readFileSync(config, "utf8");

  /** It leaves a file behind, so that one sees when it was run. */
  function configure(inner: string): void {
    rmSync(marker, { force: true });
    writeFileSync(
      config,
      `import { writeFileSync } from "node:fs";
import cosmosSession from "eslint-plugin-cosmos-session";
writeFileSync(${JSON.stringify(marker)}, "");
export default [{
  files: ["**/*.ts"],
  plugins: { "cosmos-session": cosmosSession },
  ${inner},
}];
`,
    );
  }

  const untilRun = () =>
    until("the configuration", () => existsSync(marker) || undefined);

  before(() => {
    putStandInPlugin(folder);
  });

  after(async () => {
    writeFileSync(config, original);
    await restoreAll();
  });

  it("has no findings where it switches the rule off, and the folder beside it has its own", async () => {
    configure('rules: { "cosmos-session/require-session-token": "off" }');
    await open(handlerFile, 0);
    await open(handlerFile, 1);
    await untilRun();
    await untilFound(handlerFile, 0, 0);
    await untilFound(handlerFile, 2, 1);
  });

  it("has findings of its level as soon as the configuration is saved", async () => {
    configure('rules: { "cosmos-session/require-session-token": "error" }');
    await open(handlerFile, 0);
    // What it said before holds until it has been read again: nothing else stands there in between.
    const found = await untilFound(handlerFile, 2, 0);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Error, vscode.DiagnosticSeverity.Error],
    );
  });

  it("has findings as a file says that the configuration imports, as soon as that is saved", async () => {
    const levels = path.join(folder, "levels.js");
    const say = (level: string) =>
      writeFileSync(
        levels,
        `export default { "cosmos-session/require-session-token": "${level}" };`,
      );
    say("off");
    configure('rules: (await import("./levels.js")).default');
    await open(handlerFile, 0);
    await untilFound(handlerFile, 0, 0);
    say("warn");
    const found = await untilFound(handlerFile, 2, 0);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Warning, vscode.DiagnosticSeverity.Warning],
    );
    rmSync(levels);
  });

  it("has those of its settings", async () => {
    configure(
      'settings: { "cosmos-session": { ignoreContainers: ["orders"] } }',
    );
    await open(handlerFile, 0);
    await untilFound(handlerFile, 0, 0);
  });

  it("has those of VS Code's settings where it cannot be read, or is not to be", async () => {
    configure("rules: undefined.rules");
    await open(handlerFile, 0);
    await untilFound(handlerFile, 2, 0);
    configure('rules: { "cosmos-session/require-session-token": "off" }');
    await untilFound(handlerFile, 0, 0);
    const settings = vscode.workspace.getConfiguration("cosmosSession");
    const { Workspace } = vscode.ConfigurationTarget;
    await settings.update("readEslintConfig", false, Workspace);
    await untilFound(handlerFile, 2, 0);
    await settings.update("readEslintConfig", undefined, Workspace);
    await untilFound(handlerFile, 0, 0);
  });
});
