import * as vscode from "vscode";
import { Cancelled } from "../analysis/analysisClient.ts";
import type { Session } from "../Session.ts";
import { listSources } from "./sourceFiles.ts";

/** So many files at once: what somebody types meanwhile is checked between two of these. */
const filesAtOnce = 50;

/** @returns how many findings there are, `undefined` where the person stopped it */
export async function scanWorkspace(
  session: Session,
): Promise<number | undefined> {
  const { client, store, log, eslint } = session;
  return vscode.window.withProgress(
    {
      location: { viewId: "cosmosSession.findings" },
      title: "Looking through the workspace",
      cancellable: true,
    },
    async (_progress, cancel) => {
      const controller = new AbortController();
      cancel.onCancellationRequested(() => {
        controller.abort();
      });
      const start = performance.now();
      try {
        const files = await listSources(cancel);
        for (let at = 0; at < files.length; at += filesAtOnce) {
          const some = files.slice(at, at + filesAtOnce);
          await eslint.read(some);
          const findings = await client.ask(
            "check",
            { files: some },
            { signal: controller.signal },
          );
          store.update(some, findings);
        }
        const count = store.all().length;
        log.info(
          `Looked through ${files.length} files in ${Math.round(performance.now() - start)} ms: ${count} findings.`,
        );
        await vscode.commands.executeCommand(
          "setContext",
          "cosmosSession.scanned",
          true,
        );
        return count;
      } catch (error) {
        if (error instanceof Cancelled) return undefined;
        throw error;
      }
    },
  );
}
