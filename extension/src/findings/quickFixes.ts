/** What can be done about a finding, on our squiggle and on ESLint's. */
import * as vscode from "vscode";
import { Cancelled } from "../analysis/analysisClient.ts";
import type { EditorFinding, Offer } from "../analysis/protocol.ts";
import { codeSelector } from "../paths.ts";
import type { Session } from "../Session.ts";
import { codeOf, source } from "./diagnostics.ts";
import { disableComment } from "./disableComment.ts";
import { overlap, ruleOf } from "./shownByEslint.ts";
import { workspaceEditOf } from "./workspaceEdit.ts";

export function registerQuickFixes(session: Session): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    codeSelector,
    {
      provideCodeActions: (document, range, context, cancel) =>
        actionsFor(session, document, range, context, cancel),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

async function actionsFor(
  session: Session,
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics, only }: vscode.CodeActionContext,
  cancel: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
  if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
  const file = document.uri.fsPath;
  const findings = session.store
    .in(file)
    .filter((finding) => overlap(finding.range, range));
  const actions: vscode.CodeAction[] = [];
  for (const finding of findings) {
    const shown = diagnostics.filter((one) => standsFor(one, finding));
    actions.push(
      ...(await fixesFor(session, document, finding, shown, cancel)),
      disable(document, finding, shown),
      explain(finding, shown),
    );
  }
  return actions;
}

function standsFor(
  diagnostic: vscode.Diagnostic,
  finding: EditorFinding,
): boolean {
  const code = codeOf(diagnostic);
  const rule =
    diagnostic.source === source
      ? code
      : ruleOf({ source: diagnostic.source, code, range: diagnostic.range });
  return rule === finding.rule && overlap(diagnostic.range, finding.range);
}

async function fixesFor(
  { client, log }: Session,
  document: vscode.TextDocument,
  { file, identity, rule }: EditorFinding,
  diagnostics: vscode.Diagnostic[],
  cancel: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
  const { version } = document;
  const controller = new AbortController();
  const listening = cancel.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    if (document.isDirty) client.setText(file, document.getText());
    const offers = await client.ask(
      "offers",
      { file, identity },
      { signal: controller.signal },
    );
    // The places of an edit hold for the text that it was made from.
    if (document.version !== version) return [];
    return offers.map((offer, index) =>
      fix(offer, index === 0, rule, diagnostics),
    );
  } catch (error) {
    if (!(error instanceof Cancelled)) log.error(String(error));
    return [];
  } finally {
    listening.dispose();
  }
}

function fix(
  offer: Offer,
  isFirst: boolean,
  rule: string,
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction {
  if (offer.kind === "refused") {
    const action = new vscode.CodeAction(
      "Pass the message's session token by hand",
      vscode.CodeActionKind.QuickFix,
    );
    // A greyed-out entry says why, where nothing at all would leave people wondering.
    action.disabled = { reason: offer.reason };
    action.diagnostics = diagnostics;
    return action;
  }
  const others = offer.files.length - 1;
  const title =
    others === 0
      ? offer.title
      : `${offer.title} (in ${offer.files.length} files, with preview)`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  action.isPreferred = isFirst && others === 0;
  action.edit = workspaceEditOf(offer.files, {
    preview: others > 0 ? `${offer.title} (${rule})` : undefined,
  });
  return action;
}

function disable(
  document: vscode.TextDocument,
  { rule, range }: EditorFinding,
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(
    `Disable ${rule} for this line, with a reason…`,
    vscode.CodeActionKind.QuickFix,
  );
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  const comment = disableComment(
    rule,
    range.start.line,
    document.lineAt(range.start.line).text,
    lineEnd,
  );
  action.diagnostics = diagnostics;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.insert(
    document.uri,
    new vscode.Position(comment.line, 0),
    comment.text,
  );
  const at = comment.text.indexOf(comment.reason);
  action.command = {
    title: "Select the reason",
    command: "cosmosSession.selectInEditor",
    arguments: [
      document.uri,
      new vscode.Range(
        comment.line,
        at,
        comment.line,
        at + comment.reason.length,
      ),
    ],
  };
  return action;
}

function explain(
  { rule }: EditorFinding,
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(
    `Explain ${rule}`,
    vscode.CodeActionKind.QuickFix,
  );
  action.diagnostics = diagnostics;
  action.command = {
    title: action.title,
    command: "cosmosSession.openRule",
    arguments: [rule],
  };
  return action;
}
