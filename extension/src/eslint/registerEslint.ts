import { readFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import type { AnalysisClient } from "../analysis/analysisClient.ts";
import { setting } from "../settings.ts";
import { isConfig } from "./findConfig.ts";
import { EslintConfigs } from "./EslintConfigs.ts";
import { startReader } from "./startReader.ts";

/** What a configuration may be, or be made of. */
const modules = "**/*.{js,mjs,cjs,ts,mts,cts,json}";

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

/** Asks again when a configuration or what it imports changes, or the workspace comes to be trusted. */
export function watchEslintConfigs(
  eslint: EslintConfigs,
  checkAgain: () => void,
): vscode.Disposable {
  const again = () => {
    eslint.forget();
    checkAgain();
  };
  const texts = new Map<string, string | undefined>();
  const onDisk = ({ fsPath }: vscode.Uri) => {
    if (!isConfig(fsPath) && !eslint.isMadeOf(fsPath)) return;
    // One that writes such a file while it is run would be run again and again.
    const text = textOf(fsPath);
    if (texts.has(fsPath) && texts.get(fsPath) === text) return;
    texts.set(fsPath, text);
    again();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(modules);
  return vscode.Disposable.from(
    eslint,
    watcher,
    watcher.onDidChange(onDisk),
    watcher.onDidCreate(onDisk),
    watcher.onDidDelete(onDisk),
    vscode.workspace.onDidGrantWorkspaceTrust(again),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("cosmosSession.readEslintConfig"))
        again();
    }),
  );
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
