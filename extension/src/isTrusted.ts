import * as vscode from "vscode";

/**
 * Where the workspace is not trusted, says why nothing happens, and leads to where that is changed.
 *
 * @param what is not done there: `The lab is started`
 */
export function isTrusted(what: string): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  void vscode.window
    .showWarningMessage(`${what} in trusted workspaces only.`, manage)
    .then((picked) => {
      if (picked === manage)
        void vscode.commands.executeCommand("workbench.trust.manage");
    });
  return false;
}
