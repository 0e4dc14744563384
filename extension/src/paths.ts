import * as vscode from "vscode";
import type { Spot, Stretch } from "./analysis/protocol.ts";

const languages = [
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
];

/** Code on a disk that the worker can read the neighbours of. */
export const codeSelector: vscode.DocumentSelector = languages.map(
  (language) => ({ language, scheme: "file" }),
);

export function isCode(document: vscode.TextDocument): boolean {
  return (
    document.uri.scheme === "file" && languages.includes(document.languageId)
  );
}

export function toRange({ start, end }: Stretch): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}

export function toPosition({ line, character }: Spot): vscode.Position {
  return new vscode.Position(line, character);
}
