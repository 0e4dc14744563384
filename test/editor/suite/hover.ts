import assert from "node:assert/strict";
import * as vscode from "vscode";
import { restoreAll } from "./workspace.ts";

describe("in a real VS Code, the mouse over a session token", () => {
  afterEach(restoreAll);

  for (const [language, text] of [
    ["json", '{ "x-ms-session-token": "0:-1#42" }'],
    ["plaintext", "14:02:07 read orders/1 token=0:-1#42 served"],
    ["typescript", 'const token = "0:-1#42";'],
  ] as const) {
    it(`decodes it in ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument({
        language,
        content: text,
      });
      await vscode.window.showTextDocument(document);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        document.positionAt(text.indexOf("#42")),
      );
      const shown = hovers.flatMap(({ contents }) =>
        contents.map((content) =>
          content instanceof vscode.MarkdownString ? content.value : "",
        ),
      );
      assert.ok(
        shown.some((one) => one.includes("| `0` | -1 (one region) | 42 |")),
        shown.join("\n"),
      );
    });
  }
});
