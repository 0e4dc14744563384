import * as vscode from "vscode";
import type { HandlerSummary } from "./analysis/protocol.ts";
import { rulePage } from "./findings/diagnostics.ts";
import { fixAllInWorkspace } from "./findings/fixAll.ts";
import type { LiveFindings } from "./findings/liveFindings.ts";
import { scanWorkspace } from "./findings/scanWorkspace.ts";
import { showReads } from "./findings/showReads.ts";
import type { Session } from "./Session.ts";

const rules = [
  {
    label: "require-session-token",
    detail: "A read in a message handler leaves out the message's token.",
  },
  {
    label: "require-session-consistency",
    detail: "A read passes the token, but at a level where it has no effect.",
  },
  {
    label: "no-lost-session-token",
    detail: "A token is taken from or put into the wrong place.",
  },
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
        (
          await vscode.window.showQuickPick(rules, {
            placeHolder: "The rule to read about",
          })
        )?.label;
      if (picked !== undefined && rules.some(({ label }) => label === picked))
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
