import path from "node:path";
import * as vscode from "vscode";
import { AnalysisClient } from "./analysis/analysisClient.ts";
import { startWorker } from "./analysis/startWorker.ts";
import { registerCommands } from "./commands.ts";
import {
  makeEslintConfigs,
  watchEslintConfigs,
} from "./eslint/registerEslint.ts";
import { showDiagnostics } from "./findings/diagnostics.ts";
import { FindingsStore } from "./findings/FindingsStore.ts";
import { FindingsTree } from "./findings/findingsTree.ts";
import { LiveFindings } from "./findings/liveFindings.ts";
import { registerQuickFixes } from "./findings/quickFixes.ts";
import { ReadsLens } from "./findings/readsLens.ts";
import { showStatus } from "./findings/statusItem.ts";
import { registerTokenFlow } from "./flows/registerTokenFlow.ts";
import type { Session } from "./Session.ts";
import { readFolders } from "./settings.ts";
import { registerTokenHover } from "./token/tokenHover.ts";

/** What has to be undone elsewhere when the window closes; VS Code waits some seconds for it. */
let end: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Cosmos Session", {
    log: true,
  });
  const dist = path.join(context.extensionPath, "dist");
  const client = new AnalysisClient(
    () => startWorker(dist),
    (line) => {
      log.error(line);
    },
  );
  const eslint = makeEslintConfigs(dist, client, log);
  const store = new FindingsStore();
  const session: Session = { context, log, client, store, eslint };
  client.configure(readFolders());
  const live = new LiveFindings(session);
  const configure = () => {
    client.configure(readFolders());
    session.store.touch();
    live.checkOpen();
  };
  const tokenFlow = registerTokenFlow(context, log);
  end = () => tokenFlow.end();
  context.subscriptions.push(
    log,
    { dispose: () => client.dispose() },
    live,
    watchEslintConfigs(eslint, () => {
      live.checkOpen();
    }),
    showDiagnostics(session),
    registerQuickFixes(session),
    new ReadsLens(session),
    registerTokenHover(),
    new FindingsTree(session),
    showStatus(session),
    registerCommands(session, live),
    tokenFlow.registered,
    vscode.workspace.onDidChangeWorkspaceFolders(configure),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("cosmosSession")) configure();
    }),
  );
}

export async function deactivate(): Promise<void> {
  await end?.();
}
