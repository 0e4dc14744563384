import * as vscode from "vscode";

/** A view whose lines come from what is loaded when VS Code first asks for one. */
export class LateTree<Line> implements vscode.TreeDataProvider<Line> {
  readonly #load: () => vscode.TreeDataProvider<Line>;
  readonly #changed = new vscode.EventEmitter<unknown>();
  #tree: vscode.TreeDataProvider<Line> | undefined;
  readonly onDidChangeTreeData = this.#changed.event as vscode.Event<
    Line | undefined
  >;

  constructor(load: () => vscode.TreeDataProvider<Line>) {
    this.#load = load;
  }

  getChildren(line?: Line): vscode.ProviderResult<Line[]> {
    return this.#loaded().getChildren(line);
  }

  getTreeItem(line: Line): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.#loaded().getTreeItem(line);
  }

  #loaded(): vscode.TreeDataProvider<Line> {
    if (this.#tree === undefined) {
      this.#tree = this.#load();
      this.#tree.onDidChangeTreeData?.((line) => this.#changed.fire(line));
    }
    return this.#tree;
  }
}
