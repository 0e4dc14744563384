import * as vscode from "vscode";
import { until } from "./until.ts";

export const handlerFile = "src/consumer/main.ts";

/** @param index of the folder, where a workspace has several */
export function uriOf(file: string, index = 0): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[index];
  if (folder === undefined) throw new Error(`There is no folder ${index}.`);
  return vscode.Uri.joinPath(folder.uri, file);
}

export async function open(
  file: string,
  folder = 0,
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uriOf(file, folder));
  return vscode.window.showTextDocument(document, { preview: false });
}

export function ours(file: string, folder = 0): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uriOf(file, folder))
    .filter(({ source }) => source === "Cosmos Session");
}

/** Our diagnostics of a file, as soon as there are as many. */
export function untilFound(
  file: string,
  count: number,
  folder = 0,
): Promise<vscode.Diagnostic[]> {
  return until(`${count} findings in ${file}`, () => {
    const found = ours(file, folder);
    return found.length === count ? found : undefined;
  });
}

export async function actionsAt(
  file: string,
  range: vscode.Range,
  folder = 0,
): Promise<vscode.CodeAction[]> {
  return until("quick-fixes", async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uriOf(file, folder),
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    // This command leaves out for which diagnostics an action is.
    const isOurs = actions.some(({ title }) => title.startsWith("Explain "));
    return isOurs ? actions : undefined;
  });
}

/** Every text as it was: one test must not see what another one typed. */
export async function restoreAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== "file") continue;
    await until(`${document.uri.path} as it was`, async () => {
      try {
        await vscode.window.showTextDocument(document);
      } catch {
        // "another editor opened in the meantime"
        return undefined;
      }
      await vscode.commands.executeCommand("workbench.action.files.revert");
      return document.isDirty ? undefined : document;
    });
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
