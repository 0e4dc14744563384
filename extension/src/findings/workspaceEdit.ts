import * as vscode from "vscode";
import type { FileChange } from "../analysis/protocol.ts";
import { toRange } from "../paths.ts";

export interface EditOptions {
  /** Opens VS Code's refactor preview under this label. */
  readonly preview: string | undefined;
}

export function workspaceEditOf(
  files: readonly FileChange[],
  { preview }: EditOptions,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const [first] = files;
  if (preview !== undefined && first !== undefined) {
    // VS Code opens the preview as soon as one edit needs confirmation, and unticks exactly those edits. A flow is
    // whole or it does not compile, so its edits come ticked, and what needs confirmation changes nothing.
    edit.insert(
      vscode.Uri.file(first.file),
      toRange(first.edits[0]!.range).start,
      "",
      {
        needsConfirmation: true,
        label: "Look through the changes, then press Apply",
      },
    );
  }
  const metadata =
    preview === undefined
      ? undefined
      : {
          needsConfirmation: false,
          label: preview,
        };
  for (const { file, edits } of files) {
    const uri = vscode.Uri.file(file);
    for (const { range, text } of edits)
      edit.replace(uri, toRange(range), text, metadata);
  }
  return edit;
}
