import * as vscode from "vscode";
import { Cancelled } from "../analysis/analysisClient.ts";
import { unlessCancelled } from "../analysis/unlessCancelled.ts";
import type { Session } from "../Session.ts";
import { listSources } from "./sourceFiles.ts";
import { workspaceEditOf } from "./workspaceEdit.ts";

/** Makes all edits in memory first, and shows them in the refactor preview before anything changes. */
export async function fixAllInWorkspace(session: Session): Promise<void> {
  const { client, log, eslint } = session;
  const mended = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: "Cosmos Session: mending",
      cancellable: true,
    },
    async (progress, cancel) => {
      const controller = new AbortController();
      cancel.onCancellationRequested(() => {
        controller.abort();
      });
      const files = await listSources(cancel);
      try {
        await unlessCancelled(eslint.read(files), controller.signal);
        return await client.ask(
          "mend",
          { files },
          {
            signal: controller.signal,
            onProgress: (done, total) => {
              progress.report({ message: `${done} of ${total} files` });
            },
          },
        );
      } catch (error) {
        if (error instanceof Cancelled) return undefined;
        throw error;
      }
    },
  );
  if (mended === undefined) return;
  for (const { finding, reason } of mended.left)
    log.warn(
      `Not mended: ${vscode.workspace.asRelativePath(finding.file)}:${finding.range.start.line + 1} ${finding.rule}. ${reason}`,
    );
  const left = mended.left.length;
  const rest =
    left === 0
      ? ""
      : ` ${left} ${left === 1 ? "needs" : "need"} a person; the output says why.`;
  if (mended.files.length === 0) {
    void offerOutput(session, `There is nothing to mend.${rest}`, left > 0);
    return;
  }
  const isApplied = await vscode.workspace.applyEdit(
    workspaceEditOf(mended.files, {
      preview: `Pass session tokens: ${mended.mended} ${mended.mended === 1 ? "finding" : "findings"}`,
    }),
    { isRefactoring: true },
  );
  if (isApplied && left > 0) void offerOutput(session, rest.trim(), true);
}

async function offerOutput(
  { log }: Session,
  text: string,
  hasMore: boolean,
): Promise<void> {
  const show = "Show Output";
  const picked = await vscode.window.showInformationMessage(
    `Cosmos Session: ${text}`,
    ...(hasMore ? [show] : []),
  );
  if (picked === show) log.show();
}
