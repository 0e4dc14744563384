import * as vscode from "vscode";
import { TERMINAL_PROFILE } from "../flows/announced.ts";
import type { Programs } from "./Programs.ts";
import { canBeWatched, DEBUG_TYPES, isAsked } from "./watchedDebug.ts";

/** The terminal profile and the debug sessions of "Run with token flow". */
export function registerRun(
  programs: () => Programs,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerTerminalProfileProvider(TERMINAL_PROFILE, {
      provideTerminalProfile: () => programs().terminalProfile(),
    }),
    ...DEBUG_TYPES.map((type) =>
      vscode.debug.registerDebugConfigurationProvider(type, {
        async resolveDebugConfigurationWithSubstitutedVariables(
          folder,
          configuration,
        ) {
          if (!canBeWatched(configuration)) return configuration;
          if (!isAsked(configuration, isSet(folder))) return configuration;
          if (!vscode.workspace.isTrusted) return configuration;
          log.info(`debugging "${configuration.name}" with token flow`);
          return programs().watch(configuration);
        },
      }),
    ),
  );
}

function isSet(folder: vscode.WorkspaceFolder | undefined): boolean {
  return vscode.workspace
    .getConfiguration("cosmosSession", folder?.uri)
    .get("debugWithTokenFlow", false);
}
