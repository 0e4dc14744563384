import * as vscode from "vscode";
import type { FolderSettings, Levels } from "./analysis/protocol.ts";

/** Settings that have the name and the meaning of the plugin's own. */
const shared = [
  "presets",
  "handlers",
  "ignoreContainers",
  "style",
  "tokenProperty",
] as const;

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
      // A copy: VS Code hands out a proxy, which cannot be sent to a thread.
      levels: { ...setting<Levels>("rules", uri, {}) },
    }));
}
