import * as vscode from "vscode";
import type { HandlerSummary } from "./analysis/protocol.ts";
import { rulePage } from "./findings/diagnostics.ts";
import { fixAllInWorkspace } from "./findings/fixAll.ts";
import type { LiveFindings } from "./findings/liveFindings.ts";
import { scanWorkspace } from "./findings/scanWorkspace.ts";
import { showReads } from "./findings/showReads.ts";
import type { Session } from "./Session.ts";

const rules = [
  "require-session-token",
  "require-session-consistency",
  "no-lost-session-token",
];

export function registerCommands(
  session: Session,
  live: LiveFindings,
): vscode.Disposable {
  const { client, log, context } = session;
  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    scanWorkspace: () => scanWorkspace(session),
    fixAllInWorkspace: () => fixAllInWorkspace(session),
    showReads: (handler: HandlerSummary) => showReads(handler),
    showOutput: () => {
      log.show();
    },
    restartAnalysis: async () => {
      session.eslint.forget();
      await client.restart();
      live.checkOpen();
    },
    openRule: async (rule?: string) => {
      const picked =
        rule ??
        (await vscode.window.showQuickPick(rules, {
          placeHolder: "The rule to read about",
        }));
      if (picked !== undefined && rules.includes(picked))
        await vscode.commands.executeCommand(
          "markdown.showPreview",
          rulePage(context, picked),
        );
    },
    selectInEditor: (uri: vscode.Uri, range: vscode.Range) =>
      vscode.window.showTextDocument(uri, { selection: range }),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`cosmosSession.${name}`, run),
    ),
  );
}
