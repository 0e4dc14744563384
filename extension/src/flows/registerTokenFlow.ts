import * as vscode from "vscode";
import { loadBundle } from "../loadBundle.ts";
import { registerRun } from "../run/registerRun.ts";
import {
  commandNames,
  CONNECTIONS_VIEW,
  PANEL,
  SOURCES_VIEW,
} from "./announced.ts";
import { LateTree } from "./host/LateTree.ts";
import type { startTokenFlow, TokenFlow } from "./startTokenFlow.ts";

interface Bundle {
  readonly startTokenFlow: typeof startTokenFlow;
}

export interface RegisteredTokenFlow {
  readonly registered: vscode.Disposable;
  /** Removes what stands in a namespace for this window, while there is time. */
  end(): Promise<void>;
}

/**
 * The ways to the Token Flow panel, its views and its commands. What is behind them is half of the extension, and of
 * no use to whoever mends code only: it is loaded when one of them is used.
 */
export function registerTokenFlow(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): RegisteredTokenFlow {
  let tokenFlow: TokenFlow | undefined;
  const started = (): TokenFlow => {
    if (tokenFlow !== undefined) return tokenFlow;
    const bundle = loadBundle(context, "tokenFlow") as Bundle;
    tokenFlow = bundle.startTokenFlow(context, log, {
      isConnectionsInSight: () => connections.visible,
    });
    return tokenFlow;
  };
  const connections = vscode.window.createTreeView(CONNECTIONS_VIEW, {
    treeDataProvider: new LateTree(() => started().connections),
  });
  const registered = vscode.Disposable.from(
    connections,
    vscode.window.registerTreeDataProvider(
      SOURCES_VIEW,
      new LateTree(() => started().sources),
    ),
    ...commandNames.map((name) =>
      vscode.commands.registerCommand(
        `cosmosSession.${name}`,
        (...args: never[]) => started().commands[name](...args),
      ),
    ),
    vscode.window.registerWebviewPanelSerializer(PANEL, {
      deserializeWebviewPanel: async (panel) => started().show(panel),
    }),
    registerRun(() => started().programs, log),
    { dispose: () => tokenFlow?.dispose() },
  );
  return { registered, end: async () => tokenFlow?.end() };
}
