import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type {
  PanelCommand,
  ReadNowDetails,
  SourceState,
  ToPanel,
} from "../../../panel/protocol.ts";
import { PANEL } from "../announced.ts";
import type { FlowStore } from "../FlowStore.ts";
import { panelHtml } from "../show/panelHtml.ts";
import { PanelSession } from "../show/PanelSession.ts";

/** More than this nobody can follow, and each is a drawing. */
const TICK_MS = 200;

export interface PanelOwner {
  readonly store: FlowStore;
  readonly sources: () => readonly SourceState[];
  readonly run: (command: PanelCommand) => void;
  readonly readNowOf: (n: number) => ReadNowDetails | undefined;
}

/** The one Token Flow panel of a window. */
export class PanelView implements vscode.Disposable {
  readonly #dist: vscode.Uri;
  readonly #owner: PanelOwner;
  #panel: vscode.WebviewPanel | undefined;

  constructor(context: vscode.ExtensionContext, owner: PanelOwner) {
    this.#dist = vscode.Uri.joinPath(context.extensionUri, "dist", "panel");
    this.#owner = owner;
  }

  open(): void {
    if (this.#panel !== undefined) {
      this.#panel.reveal();
      return;
    }
    this.show(
      vscode.window.createWebviewPanel(
        PANEL,
        "Token Flow",
        vscode.ViewColumn.Active,
      ),
    );
  }

  /** @param panel new, or as it was before the window was loaded again */
  show(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [this.#dist],
    };
    const session = new PanelSession({
      ...this.#owner,
      // A file of a folder loses the folder, and keeps the line behind it.
      shorten: (callSite) =>
        vscode.workspace.asRelativePath(callSite.replace(/^file:\/\//, "")),
      post: (message) => void webview.postMessage(message),
    });
    const timer = setInterval(() => {
      if (panel.visible) session.tick();
    }, TICK_MS);
    const uriOf = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#dist, name)).toString();
    const listening = webview.onDidReceiveMessage((message: unknown) =>
      session.receive(message),
    );
    panel.onDidDispose(() => {
      clearInterval(timer);
      listening.dispose();
      session.dispose();
      if (this.#panel === panel) this.#panel = undefined;
    });
    webview.html = panelHtml({
      nonce: randomBytes(16).toString("base64url"),
      cspSource: webview.cspSource,
      scriptUri: uriOf("main.js"),
      styleUri: uriOf("panel.css"),
    });
  }

  /** The keys of the panel, from the palette. */
  act(action: Extract<ToPanel, { type: "do" }>["action"]): void {
    this.open();
    void this.#panel?.webview.postMessage({
      type: "do",
      action,
    } satisfies ToPanel);
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
