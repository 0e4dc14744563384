import * as vscode from "vscode";
import type { SourceState } from "../../../panel/protocol.ts";

const icons: Readonly<Record<SourceState["state"], string>> = {
  live: "pass",
  waiting: "sync",
  trouble: "warning",
  off: "circle-outline",
};

/** What is watched, with state and retry, in the side bar. */
export class SourcesTree implements vscode.TreeDataProvider<SourceState> {
  readonly #states: () => readonly SourceState[];
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(states: () => readonly SourceState[]) {
    this.#states = states;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(parent?: SourceState): SourceState[] {
    return parent === undefined ? [...this.#states()] : [];
  }

  getTreeItem({
    id,
    name,
    state,
    words,
    canRetry,
    isTap,
  }: SourceState): vscode.TreeItem {
    const item = new vscode.TreeItem(name);
    item.id = id;
    item.description = words;
    item.tooltip = `${name}: ${words}`;
    item.iconPath = new vscode.ThemeIcon(icons[state]);
    item.contextValue = [
      "source",
      ...(isTap === true ? ["tap"] : []),
      ...(canRetry === true ? ["retry"] : []),
    ].join(".");
    return item;
  }
}
