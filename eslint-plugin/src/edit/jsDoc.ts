import type { Draft } from "./draft.ts";
import type { FunctionNode, Node } from "./nodes.ts";
import type { Source } from "./source.ts";

/** What may stand between a function and the statement or member above which its comment stands. */
const holders = new Set([
  "VariableDeclarator",
  "VariableDeclaration",
  "AssignmentExpression",
  "ExpressionStatement",
  "ObjectProperty",
  "ClassProperty",
  "ClassPrivateProperty",
  "ExportNamedDeclaration",
  "ExportDefaultDeclaration",
]);

/** In JavaScript types stand in comments: a new parameter is written there too, so that `// @ts-check` knows it. */
export function documentParameter(
  draft: Draft,
  source: Source,
  fn: FunctionNode,
  name: string,
  type: string,
): void {
  if (source.isTypeScript) return;
  const comment = commentAbove(source, fn);
  if (comment === undefined) return;
  const { start, text } = comment;
  const signature = /@type\s*\{\s*\(([^()]*)\)\s*=>/.exec(text);
  if (signature !== null) {
    const [whole, parameters = ""] = signature;
    const at = start + signature.index + whole.lastIndexOf(")");
    const comma = parameters.trim() === "" ? "" : ", ";
    draft.insert(source, at, `${comma}${name}?: ${type}`);
    return;
  }
  const last = text.lastIndexOf("@param {");
  if (last === -1) return;
  // Behind the tag's own lines.
  const next = /\r?\n[ \t]*\*(?:\/|[ \t]*(?:@|\r?\n))/.exec(text.slice(last));
  if (next === null) return;
  const indent = /[ \t]*$/.exec(text.slice(0, text.lastIndexOf("*", last)));
  const line = `${source.habits.eol}${indent?.[0] ?? " "}* @param {${type}} [${name}]`;
  draft.insert(source, start + last + next.index, line);
}

function commentAbove(
  source: Source,
  fn: FunctionNode,
): { readonly start: number; readonly text: string } | undefined {
  for (
    let node: Node | undefined = fn;
    node !== undefined && (node === fn || holders.has(node.type));
    node = source.parent(node)
  ) {
    const before = source.text.slice(0, node.start).trimEnd();
    const start = before.lastIndexOf("/**");
    if (!before.endsWith("*/") || start === -1) continue;
    const text = before.slice(start);
    if (text.indexOf("*/") === text.length - 2) return { start, text };
  }
  return undefined;
}
