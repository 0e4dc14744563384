import * as vscode from "vscode";
import type { HandlerSummary, ReadSummary } from "../analysis/protocol.ts";
import { toRange } from "../paths.ts";

const icons: Readonly<Record<ReadSummary["verdict"], string>> = {
  protected: "$(pass)",
  unprotected: "$(warning)",
  unknown: "$(question)",
};

/** The reads of a handler as a list; the chosen one is shown in its file. */
export async function showReads(handler: HandlerSummary): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    handler.reads.map((read) => ({
      label: `${icons[read.verdict]} ${read.text}`,
      description: `${vscode.workspace.asRelativePath(read.file)}:${read.range.start.line + 1}`,
      detail: `${read.verdict}: ${read.because}`,
      read,
    })),
    { placeHolder: "Reads that this handler reaches. Choose one to go to it." },
  );
  if (picked === undefined) return;
  await vscode.window.showTextDocument(vscode.Uri.file(picked.read.file), {
    selection: toRange(picked.read.range),
  });
}
