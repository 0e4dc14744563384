import * as vscode from "vscode";
import { setting } from "../settings.ts";
import { describeToken, tokenAt } from "./describeToken.ts";

/** Session tokens stand in code, in logs, in JSON, in output channels: every text is looked at, when asked. */
export function registerTokenHover(): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    [{ scheme: "*" }, { language: "*" }],
    {
      provideHover(document, { line, character }) {
        if (!setting<boolean>("hover", document.uri, true)) return undefined;
        const found = tokenAt(document.lineAt(line).text, character);
        if (found === undefined) return undefined;
        return new vscode.Hover(
          new vscode.MarkdownString(describeToken(found.token)),
          new vscode.Range(line, found.start, line, found.end),
        );
      },
    },
  );
}
