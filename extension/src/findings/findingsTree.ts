/** The view "Findings": flows, in each its findings, in each the way from the handler to the read. */
import * as vscode from "vscode";
import type { EditorFinding, Hop } from "../analysis/protocol.ts";
import { toRange } from "../paths.ts";
import type { Session } from "../Session.ts";
import { groupByFlow, type FlowGroup } from "./groupByFlow.ts";

type Row =
  | { readonly kind: "flow"; readonly flow: FlowGroup }
  | { readonly kind: "finding"; readonly finding: EditorFinding }
  | {
      readonly kind: "hop";
      readonly hop: Hop;
      readonly finding: EditorFinding;
      readonly index: number;
    };

export class FindingsTree
  implements vscode.TreeDataProvider<Row>, vscode.Disposable
{
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Row>;
  readonly #ending: () => void;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    this.#view = vscode.window.createTreeView("cosmosSession.findings", {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#ending = session.store.onChange(() => {
      this.#refresh();
    });
    this.#refresh();
  }

  getChildren(row?: Row): Row[] {
    if (row === undefined)
      return groupByFlow(this.#session.store.all()).map((flow) => ({
        kind: "flow",
        flow,
      }));
    if (row.kind === "flow")
      return row.flow.findings.map((finding) => ({ kind: "finding", finding }));
    if (row.kind === "hop" || row.finding.path.length < 2) return [];
    const { finding } = row;
    return finding.path.map((hop, index) => ({
      kind: "hop",
      hop,
      finding,
      index,
    }));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind === "flow") return flowItem(row.flow);
    return row.kind === "finding"
      ? findingItem(row.finding)
      : hopItem(row.hop, row.index, row.finding);
  }

  dispose(): void {
    this.#ending();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #refresh(): void {
    const count = this.#session.store.all().length;
    this.#view.badge =
      count === 0
        ? undefined
        : {
            value: count,
            tooltip: `${count} ${count === 1 ? "finding" : "findings"}`,
          };
    void vscode.commands.executeCommand(
      "setContext",
      "cosmosSession.hasFindings",
      count > 0,
    );
    this.#changed.fire(undefined);
  }
}

function flowItem({ id, title, file, handler, findings }: FlowGroup) {
  const name = vscode.workspace.asRelativePath(file);
  const item = new vscode.TreeItem(
    title === "" ? name : title,
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(
    handler === undefined ? "file-code" : "mail",
  );
  item.description =
    title === "" ? `${findings.length}` : `${name} · ${findings.length}`;
  item.tooltip =
    handler === undefined
      ? `What was found in ${name} needs no message handler.`
      : `A message handler in ${name}, and the reads it reaches without the message's token.`;
  return item;
}

function findingItem(finding: EditorFinding): vscode.TreeItem {
  const { file, range, read, rule, message, path } = finding;
  const item = new vscode.TreeItem(
    read ?? rule,
    path.length > 1
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  item.description = `${vscode.workspace.asRelativePath(file)}:${range.start.line + 1}`;
  item.tooltip = new vscode.MarkdownString(`**${rule}**\n\n${message}`);
  item.iconPath = new vscode.ThemeIcon(
    "warning",
    new vscode.ThemeColor("list.warningForeground"),
  );
  item.command = openCommand(file, range);
  return item;
}

function hopItem(
  { file, range, name }: Hop,
  index: number,
  { path }: EditorFinding,
): vscode.TreeItem {
  const isRead = index === path.length - 1;
  const item = new vscode.TreeItem(
    name === "" ? (isRead ? "the read" : "a function") : name,
  );
  item.description = `${vscode.workspace.asRelativePath(file)}:${range.start.line + 1}`;
  item.iconPath = new vscode.ThemeIcon(
    isRead ? "database" : "arrow-small-right",
  );
  item.command = openCommand(file, range);
  return item;
}

function openCommand(file: string, range: Hop["range"]): vscode.Command {
  return {
    title: "Open",
    command: "vscode.open",
    arguments: [vscode.Uri.file(file), { selection: toRange(range) }],
  };
}
