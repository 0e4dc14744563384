import * as vscode from "vscode";

const sources = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";

/** Code of the workspace. What the engine does not count as a source (built, ignored by git) it has no findings for. */
export async function listSources(
  cancel: vscode.CancellationToken,
): Promise<string[]> {
  const uris = await vscode.workspace.findFiles(
    sources,
    "**/{node_modules,.git}/**",
    undefined,
    cancel,
  );
  return uris
    .filter(({ scheme }) => scheme === "file")
    .map(({ fsPath }) => fsPath)
    .sort();
}
