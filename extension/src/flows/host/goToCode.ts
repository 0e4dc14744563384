import path from "node:path";
import * as vscode from "vscode";

/**
 * Opens the line that a span names, `billing/repository.ts:18`. Spans come from programs: only files
 * of the workspace are opened.
 */
export async function goToCode(callSite: string, fix: boolean): Promise<void> {
  const [, name = "", line = "1", column = "1"] =
    /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(callSite) ?? [];
  const uri = await findFile(name.replace(/^file:\/\//, ""));
  if (uri === undefined) {
    void vscode.window.showWarningMessage(
      `There is no file "${name}" in this workspace. Open the folder of the program, then try again.`,
    );
    return;
  }
  const at = new vscode.Position(
    Math.max(0, Number(line) - 1),
    Math.max(0, Number(column) - 1),
  );
  await vscode.window.showTextDocument(uri, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.One,
  });
  if (fix) {
    const finding = vscode.languages
      .getDiagnostics(uri)
      .find(({ range }) => range.start.line === at.line);
    if (finding !== undefined) {
      await vscode.window.showTextDocument(uri, { selection: finding.range });
    }
    await vscode.commands.executeCommand("editor.action.quickFix");
  }
}

async function findFile(name: string): Promise<vscode.Uri | undefined> {
  if (path.isAbsolute(name)) {
    const uri = vscode.Uri.file(name);
    return vscode.workspace.getWorkspaceFolder(uri) === undefined
      ? undefined
      : uri;
  }
  const parts = name.split(/[\\/]/).filter((part) => part !== "..");
  if (parts.join("") === "") return undefined;
  const escaped = parts.join("/").replace(/[*?[\]{}]/g, "?");
  const [found] = await vscode.workspace.findFiles(
    `**/${escaped}`,
    "**/node_modules/**",
    1,
  );
  return found;
}
