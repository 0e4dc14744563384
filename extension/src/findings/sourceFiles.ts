import * as vscode from "vscode";
import { isEnabledFor } from "../settings.ts";

const sources = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";

/** Code of the folders in which findings are shown. What the engine does not count as a source (built, ignored by git) it has no findings for. */
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
    .filter(isEnabledFor)
    .sort();
}
