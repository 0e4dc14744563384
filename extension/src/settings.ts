import * as vscode from "vscode";
import type { FolderSettings } from "./analysis/protocol.ts";
import type { RuleName } from "../worker/engine.ts";

/** Settings that have the name and the meaning of the plugin's own. */
const shared = [
  "presets",
  "handlers",
  "ignoreContainers",
  "style",
  "tokenProperty",
] as const;

export type Level = "error" | "warning" | "information" | "hint" | "off";

/** Only what somebody has set: for the rest the plugin's own defaults hold. */
function readOwnSettings(
  folder: vscode.Uri,
): Readonly<Record<string, unknown>> {
  const settings = vscode.workspace.getConfiguration("cosmosSession", folder);
  return Object.fromEntries(
    shared.flatMap((name) => {
      const inspected = settings.inspect<unknown>(name);
      const isSet = [
        inspected?.workspaceFolderValue,
        inspected?.workspaceValue,
        inspected?.globalValue,
      ].some((value) => value !== undefined && value !== null);
      return isSet ? [[name, settings.get<unknown>(name)]] : [];
    }),
  );
}

export function ruleLevel(file: vscode.Uri, rule: RuleName): Level | undefined {
  return vscode.workspace
    .getConfiguration("cosmosSession", file)
    .get<Partial<Record<RuleName, Level>>>("rules", {})[rule];
}

export function setting<T>(name: string, scope: vscode.Uri, other: T): T {
  return vscode.workspace
    .getConfiguration("cosmosSession", scope)
    .get<T>(name, other);
}

export function isEnabledFor(file: string): boolean {
  return setting("enable", vscode.Uri.file(file), true);
}

export function readFolders(): FolderSettings[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => ({
      folder: uri.fsPath,
      settings: readOwnSettings(uri),
    }));
}
