/** Squiggles: one for each finding that ESLint does not show already. */
import * as vscode from "vscode";
import type { EditorFinding, Level } from "../analysis/protocol.ts";
import { toRange } from "../paths.ts";
import type { Session } from "../Session.ts";
import { setting } from "../settings.ts";
import { isShownByEslint, type ForeignDiagnostic } from "./shownByEslint.ts";

export const source = "Cosmos Session";

const severities: Readonly<
  Record<Exclude<Level, "off">, vscode.DiagnosticSeverity>
> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function showDiagnostics({
  store,
  context,
}: Session): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(source);
  const show = (files: readonly string[]) => {
    for (const file of files) {
      const uri = vscode.Uri.file(file);
      const shown = store
        .in(file)
        .filter((finding) => !isHidden(uri, finding))
        .map((finding) => toDiagnostic(finding, context));
      collection.set(uri, shown);
    }
  };
  const ending = store.onChange(show);
  return vscode.Disposable.from(
    collection,
    { dispose: ending },
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      // Ours change here, too: only files in which ESLint has something to say are looked at again.
      const files = uris
        .filter((uri) => store.in(uri.fsPath).length > 0)
        .filter((uri) => isOtherwise(uri, collection, store.in(uri.fsPath)))
        .map((uri) => uri.fsPath);
      if (files.length > 0) show(files);
    }),
  );
}

/** What other extensions say of a file. */
function foreignDiagnostics(uri: vscode.Uri): ForeignDiagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((one) => one.source !== source)
    .map((one) => ({
      source: one.source,
      code: codeOf(one),
      range: one.range,
    }));
}

export function codeOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return value === undefined ? undefined : String(value);
}

function isHidden(uri: vscode.Uri, finding: EditorFinding): boolean {
  const beside = setting<string>("besideEslint", uri, "auto");
  return (
    beside === "never" ||
    (beside === "auto" && isShownByEslint(finding, foreignDiagnostics(uri)))
  );
}

function isOtherwise(
  uri: vscode.Uri,
  collection: vscode.DiagnosticCollection,
  findings: readonly EditorFinding[],
): boolean {
  const now = findings.filter((finding) => !isHidden(uri, finding));
  return now.length !== (collection.get(uri)?.length ?? 0);
}

function toDiagnostic(
  finding: EditorFinding,
  context: vscode.ExtensionContext,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(finding.underline),
    finding.message,
    severities[finding.level],
  );
  diagnostic.source = source;
  diagnostic.code = {
    value: finding.rule,
    target: rulePage(context, finding.rule),
  };
  diagnostic.relatedInformation = finding.path.map(
    ({ file, range, name }, index) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(file), toRange(range)),
        describeHop(name, index, finding),
      ),
  );
  return diagnostic;
}

function describeHop(
  name: string,
  index: number,
  { path, read }: EditorFinding,
): string {
  const within = name === "" ? "" : ` in \`${name}\``;
  if (index === path.length - 1)
    return `The read${within}: ${read ?? "without the token"}`;
  return index === 0 ? `The handler calls on${within}` : `Goes on${within}`;
}

/** The page that comes with the extension: it fits this version, and opens without a network. */
export function rulePage(
  context: vscode.ExtensionContext,
  rule: string,
): vscode.Uri {
  return vscode.Uri.joinPath(
    context.extensionUri,
    "dist",
    "rules",
    `${rule}.md`,
  );
}
