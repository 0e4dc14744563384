import path from "node:path";
import * as vscode from "vscode";
import type { AnalysisClient } from "../analysis/analysisClient.ts";
import { setting } from "../settings.ts";
import { EslintConfigs } from "./EslintConfigs.ts";
import { startReader } from "./startReader.ts";

const configs = "**/eslint.config.{js,mjs,cjs,ts,mts,cts}";

/** What the workspace's ESLint says of our rules, in trusted workspaces: to read a configuration is to run it. */
export function makeEslintConfigs(
  dist: string,
  client: AnalysisClient,
  log: vscode.LogOutputChannel,
): EslintConfigs {
  return new EslintConfigs({
    start: () => startReader(path.join(dist, "eslintReader.cjs")),
    rootOf: (file) => {
      const uri = vscode.Uri.file(file);
      if (!vscode.workspace.isTrusted) return undefined;
      if (!setting<boolean>("readEslintConfig", uri, true)) return undefined;
      return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    },
    onSays: (says) => {
      client.setEslint(says);
    },
    log: (line) => {
      log.warn(line);
    },
  });
}

/** Asks again when a configuration changes, or the workspace comes to be trusted. */
export function watchEslintConfigs(
  eslint: EslintConfigs,
  checkAgain: () => void,
): vscode.Disposable {
  const again = () => {
    eslint.forget();
    checkAgain();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(configs);
  return vscode.Disposable.from(
    eslint,
    watcher,
    watcher.onDidChange(again),
    watcher.onDidCreate(again),
    watcher.onDidDelete(again),
    vscode.workspace.onDidGrantWorkspaceTrust(again),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("cosmosSession.readEslintConfig"))
        again();
    }),
  );
}
