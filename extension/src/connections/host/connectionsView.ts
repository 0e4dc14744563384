import * as vscode from "vscode";
import type { ConnectionNode } from "../ConnectionNode.ts";
import type { ConnectionTree } from "../ConnectionTree.ts";

const icons: Readonly<Record<ConnectionNode["kind"], string>> = {
  startLab: "beaker",
  namespace: "server-environment",
  queue: "inbox",
  topic: "broadcast",
  subscription: "rss",
  tap: "record",
  account: "database",
  database: "folder",
  container: "package",
  trouble: "warning",
  hint: "info",
};

/** The Connections view: lines and icons of what `ConnectionTree` knows. */
export class ConnectionsView implements vscode.TreeDataProvider<ConnectionNode> {
  readonly #tree: ConnectionTree;
  readonly #changed = new vscode.EventEmitter<ConnectionNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(tree: ConnectionTree) {
    this.#tree = tree;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(
    node?: ConnectionNode,
  ): ConnectionNode[] | Promise<ConnectionNode[]> {
    return node === undefined ? this.#tree.roots() : this.#tree.children(node);
  }

  getTreeItem(node: ConnectionNode): vscode.TreeItem {
    const { id, kind, name, words, hasChildren, isWatched, isTapped } = node;
    const item = new vscode.TreeItem(
      name,
      hasChildren
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.None,
    );
    item.id = id;
    item.description = words;
    item.tooltip = words === "" ? name : `${name}: ${words}`;
    item.iconPath = new vscode.ThemeIcon(
      isWatched === true
        ? "eye"
        : isTapped === true
          ? "record"
          : node.trouble !== undefined
            ? "warning"
            : icons[kind],
    );
    item.contextValue = contextOf(node);
    if (kind === "startLab") {
      item.command = {
        command: "cosmosSession.startLab",
        title: "Start the Lab",
      };
    }
    return item;
  }
}

/** `connection.namespace.own`, `connection.queue.watched`: what the menus in package.json ask for. */
function contextOf(node: ConnectionNode): string {
  const words = ["connection", node.kind];
  if (!node.isLab) words.push("own");
  if (node.isWatched === true) words.push("watched");
  if (node.isTapped === true) words.push("tapped");
  if (node.isNamed === true) words.push("named");
  return words.join(".");
}
