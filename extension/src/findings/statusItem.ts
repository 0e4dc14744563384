import * as vscode from "vscode";
import type { Session } from "../Session.ts";

/** One item, and only where there is something to say. */
export function showStatus({ store }: Session): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    "cosmosSession.status",
    vscode.StatusBarAlignment.Left,
    0,
  );
  item.name = "Cosmos Session";
  item.command = "cosmosSession.findings.focus";
  const show = () => {
    const count = store.all().length;
    if (count === 0) {
      item.hide();
      return;
    }
    item.text = `$(link) ${count}`;
    const text = `${count} ${count === 1 ? "read or token" : "reads or tokens"} to look at: Cosmos DB may answer with an old state.`;
    item.tooltip = text;
    item.accessibilityInformation = { label: `Cosmos Session: ${text}` };
    item.show();
  };
  const ending = store.onChange(show);
  return vscode.Disposable.from(item, { dispose: ending });
}
