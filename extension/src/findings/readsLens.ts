/** Above a handler: how many reads it reaches, and how many of them pass the message's token. */
import * as vscode from "vscode";
import { Cancelled } from "../analysis/analysisClient.ts";
import type { HandlerSummary } from "../analysis/protocol.ts";
import { codeSelector, toPosition } from "../paths.ts";
import type { Session } from "../Session.ts";
import { setting } from "../settings.ts";
import { describeReads } from "./describeReads.ts";

/** The analysis of all handlers waits until nobody has typed for this long. */
const quietMs = 800;

export class ReadsLens implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #known = new Map<
    string,
    { version: number; handlers: readonly HandlerSummary[] }
  >();
  readonly #disposables: { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    const ending = session.store.onChange(() => {
      // A finding that came or went by a change in another file changes the counts, too.
      this.#known.clear();
      this.#refreshSoon();
    });
    this.#disposables = [
      this.#changed,
      { dispose: ending },
      vscode.languages.registerCodeLensProvider(codeSelector, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) =>
        this.#known.delete(uri.fsPath),
      ),
    ];
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    cancel: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!setting<boolean>("codeLens", document.uri, true)) return [];
    if (!setting<boolean>("enable", document.uri, true)) return [];
    const file = document.uri.fsPath;
    let known = this.#known.get(file);
    if (known?.version !== document.version) {
      await new Promise((resolve) => setTimeout(resolve, quietMs));
      if (cancel.isCancellationRequested) return [];
      const { version } = document;
      try {
        const handlers = await this.#session.client.ask("handlers", { file });
        known = { version, handlers };
        this.#known.set(file, known);
      } catch (error) {
        if (!(error instanceof Cancelled))
          this.#session.log.error(String(error));
        return [];
      }
    }
    return known.handlers.flatMap((handler) => lensOf(handler));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#changed.fire(undefined);
    }, quietMs);
  }
}

function lensOf(handler: HandlerSummary): vscode.CodeLens[] {
  const title = describeReads(handler);
  if (title === undefined) return [];
  const start = toPosition(handler.start);
  return [
    new vscode.CodeLens(new vscode.Range(start, start), {
      title,
      tooltip: "Show each read, the way to it, and why it is judged so",
      command: "cosmosSession.showReads",
      arguments: [handler],
    }),
  ];
}
