/** Imports and exports. */
import type { Expr, ExportIr, Stmt } from "../ir.ts";
import type { Context } from "./context.ts";
import { declaredNames } from "./namespaces.ts";
import { moduleNameOf, startOf, type Node } from "./tree.ts";
import { named } from "./types.ts";

export function lowerModuleStatement(
  context: Context,
  node: Node,
  into: Stmt[],
): void {
  switch (node.type) {
    case "ImportDeclaration":
      addSource(context, node["source"]);
      return;
    case "TSImportEqualsDeclaration":
      lowerImportEquals(context, node, into);
      return;
    case "ExportAllDeclaration": {
      const source = addSource(context, node["source"]);
      const exported: Node | null | undefined = node["exported"];
      if (exported) {
        setExport(context, moduleNameOf(exported), {
          kind: "from",
          source,
          name: "*",
        });
      } else {
        context.starExports.push(source);
      }
      return;
    }
    case "ExportNamedDeclaration":
      lowerNamedExport(context, node, into);
      return;
    case "ExportDefaultDeclaration":
      lowerDefaultExport(context, node["declaration"], into);
      return;
    case "TSExportAssignment":
      exportValue(context, "=", node["expression"], into);
      return;
  }
}

function addSource(context: Context, source: Node): string {
  const text = context.keep(String(source["value"]));
  context.sources.add(text);
  return text;
}

/** What a namespace exports is a member of it, and no export of the module. */
function setExport(context: Context, name: string, value: ExportIr): void {
  if (context.scope.parent) return;
  context.exports[context.keep(name)] = value;
}

function lowerNamedExport(context: Context, node: Node, into: Stmt[]): void {
  const declaration: Node | null | undefined = node["declaration"];
  if (declaration) {
    context.lower.statement(context, declaration, into);
    for (const name of declaredNames(declaration)) {
      const binding = context.bindings.findOwn(context.scope, name);
      if (binding) {
        setExport(context, name, { kind: "binding", binding: binding.id });
      }
    }
    return;
  }
  const source = node["source"]
    ? addSource(context, node["source"])
    : undefined;
  for (const specifier of node["specifiers"] as Node[]) {
    const exported = moduleNameOf(specifier["exported"]);
    if (source === undefined) {
      exportLocal(context, exported, specifier["local"]);
      continue;
    }
    const name =
      specifier.type === "ExportNamespaceSpecifier"
        ? "*"
        : context.keep(moduleNameOf(specifier["local"]));
    setExport(context, exported, { kind: "from", source, name });
  }
}

function exportLocal(context: Context, exported: string, local: Node): void {
  const name = moduleNameOf(local);
  const binding = context.bindings.findOwn(context.scope, name);
  if (binding) {
    setExport(context, exported, { kind: "binding", binding: binding.id });
    return;
  }
  const { start, end } = local;
  const expr: Expr = { k: "ref", name: context.keep(name), start, end };
  setExport(context, exported, { kind: "expr", expr });
}

function lowerDefaultExport(context: Context, node: Node, into: Stmt[]): void {
  switch (node.type) {
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
      if (!node["id"]) break;
      context.lower.statement(context, node, into);
      exportLocal(context, "default", node["id"]);
      return;
  }
  // Case: export default function (): T; — a signature without a name.
  if (node.type === "TSDeclareFunction") return;
  exportValue(context, "default", node, into);
}

/**
 * `export default value`, `export = value`. What is no name is evaluated at its place as well, so the very same
 * expression is a statement of the module body.
 */
function exportValue(
  context: Context,
  exported: string,
  node: Node,
  into: Stmt[],
): void {
  if (node.type === "Identifier") {
    exportLocal(context, exported, node);
    return;
  }
  const name = exported === "default" ? "default" : "";
  const expr = context.lower.named(context, node, name, node.start);
  setExport(context, exported, { kind: "expr", expr });
  into.push({ k: "expr", expr, span: { start: startOf(node), end: node.end } });
}

function lowerImportEquals(context: Context, node: Node, into: Stmt[]): void {
  const reference: Node = node["moduleReference"];
  const id: Node = node["id"];
  const binding = context.bindings.findOwn(context.scope, id["name"]);
  if (!binding) return;
  // Case: export import x = require("m"), which Babel gives a field of its own.
  if (node["isExport"] === true) {
    setExport(context, binding.name, { kind: "binding", binding: binding.id });
  }
  if (reference.type === "TSExternalModuleReference") {
    addSource(context, reference["expression"]);
    return;
  }
  const type = named(context, reference, []);
  if (type) binding.alias = type;
  into.push({
    k: "declare",
    target: {
      k: "ref",
      name: binding.name,
      binding: binding.id,
      start: id.start,
      end: id.end,
    },
    init: entityValue(context, reference),
    kind: "const",
    // From the name on: only Babel counts an `export` in front in.
    span: { start: id.start, end: node.end },
  });
}

/** `a.b.c`, written as a type's name is, as the value that it stands for. */
function entityValue(context: Context, node: Node): Expr {
  if (node.type !== "TSQualifiedName")
    return context.lower.expression(context, node);
  const right: Node = node["right"];
  return {
    k: "member",
    object: entityValue(context, node["left"]),
    name: context.keep(right["name"]),
    optional: false,
    nameStart: right.start,
    start: node.start,
    end: node.end,
  };
}
