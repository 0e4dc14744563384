/** Keeps the store true while texts change, in editors and on the disk. */
import * as vscode from "vscode";
import { Cancelled } from "../analysis/analysisClient.ts";
import { isCode } from "../paths.ts";
import type { Session } from "../Session.ts";
import { isEnabledFor, setting } from "../settings.ts";

const sources = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}";
/** Texts that a tool writes come in bursts (a checkout, a formatter). */
const diskDelayMs = 300;

export class LiveFindings implements vscode.Disposable {
  readonly #session: Session;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: AbortController | undefined;

  constructor(session: Session) {
    this.#session = session;
    const watcher = vscode.workspace.createFileSystemWatcher(sources);
    const onDisk = ({ scheme, fsPath }: vscode.Uri) => {
      if (scheme === "file" && !/[\\/]node_modules[\\/]/.test(fsPath))
        this.#note(fsPath, diskDelayMs);
    };
    const { workspace } = vscode;
    this.#disposables.push(
      watcher,
      watcher.onDidChange(onDisk),
      watcher.onDidCreate(onDisk),
      watcher.onDidDelete(onDisk),
      workspace.onDidOpenTextDocument((document) => {
        this.#take(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // The first keystroke comes before the document calls itself dirty; that comes as an event without a change.
        const isUnsaved = contentChanges.length > 0 || document.isDirty;
        const delay = setting("debounceMs", document.uri, 300);
        this.#take(document, delay, isUnsaved);
      }),
      workspace.onDidSaveTextDocument((document) => {
        this.#take(document, 0);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (!isCode(document)) return;
        this.#session.client.setText(document.uri.fsPath, undefined);
        this.#note(document.uri.fsPath, 0);
      }),
    );
    this.checkOpen();
  }

  /** Everything that is open or known, as after a change of settings. */
  checkOpen(): void {
    for (const document of vscode.workspace.textDocuments)
      this.#take(document, 0);
    for (const { file } of this.#session.store.all()) this.#note(file, 0);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    for (const one of this.#disposables) one.dispose();
  }

  #take(
    document: vscode.TextDocument,
    delayMs: number,
    isUnsaved = document.isDirty,
  ): void {
    if (!isCode(document)) return;
    // A saved text is the disk's: the engine knows it by its times, and need not take a hash of it.
    const text = isUnsaved ? document.getText() : undefined;
    this.#session.client.setText(document.uri.fsPath, text);
    this.#note(document.uri.fsPath, delayMs);
  }

  #note(file: string, delayMs: number): void {
    this.#changed.add(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), delayMs);
  }

  async #check(): Promise<void> {
    const { client, store, log, eslint } = this.#session;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const changed = new Set(this.#changed);
    this.#changed.clear();
    const open = vscode.workspace.textDocuments.filter(isCode);
    // An open file without a finding may get one by a change elsewhere; the engine knows what depends on what, and
    // answers at once for the others.
    const files = new Set([
      ...changed,
      ...open.map(({ uri }) => uri.fsPath),
      ...store.dependingOn(changed),
    ]);
    try {
      const checked = [...files].filter(isEnabledFor);
      // Known after the first time: nothing waits while somebody types.
      await eslint.read(checked);
      const findings = await client.ask(
        "check",
        { files: checked },
        { signal: running.signal },
      );
      const shown = new Set(checked);
      store.update(
        [...files],
        findings.filter(({ file }) => shown.has(file)),
      );
    } catch (error) {
      // The check that cancelled this one has to know what this one was for.
      for (const file of changed) this.#changed.add(file);
      if (!(error instanceof Cancelled)) log.error(String(error));
    }
  }
}
