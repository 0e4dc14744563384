/** The names that statements declare, found before anything is lowered, so that use before declaration binds. */
import type { BindingKind } from "../ir.ts";
import type { Context } from "./context.ts";
import { parameterStartOf } from "./positions.ts";
import type { Scope } from "./scope.ts";
import {
  moduleNameOf,
  namespacePathOf,
  type Node,
  type Nodes,
} from "./tree.ts";

/** Declares every name that a pattern binds. */
export function declarePattern(
  context: Context,
  scope: Scope,
  pattern: Node | null | undefined,
  kind: BindingKind,
): void {
  if (!pattern) return;
  switch (pattern.type) {
    case "Identifier":
      context.bindings.declare(
        scope,
        context.keep(pattern["name"]),
        kind,
        parameterStartOf(context.text, pattern),
      );
      return;
    case "ObjectPattern":
      for (const property of pattern["properties"] as Node[]) {
        declarePattern(
          context,
          scope,
          property.type === "RestElement"
            ? property["argument"]
            : property["value"],
          kind,
        );
      }
      return;
    case "ArrayPattern":
      for (const element of pattern["elements"] as Node[]) {
        declarePattern(context, scope, element, kind);
      }
      return;
    case "AssignmentPattern":
      declarePattern(context, scope, pattern["left"], kind);
      return;
    case "RestElement":
      declarePattern(context, scope, pattern["argument"], kind);
      return;
    case "TSParameterProperty":
      declarePattern(context, scope, pattern["parameter"], kind);
      return;
  }
}

/** Declares what is visible in the block made of these statements; `var` is left to `declareVars`. */
export function declareBlock(context: Context, statements: Nodes): void {
  if (!statements) return;
  for (const statement of statements) {
    if (statement) declareStatement(context, statement);
  }
}

function declareStatement(context: Context, node: Node): void {
  const scope = context.scope;
  switch (node.type) {
    case "VariableDeclaration":
      if (node["kind"] !== "var") declareVariables(context, scope, node);
      return;
    case "FunctionDeclaration":
    case "TSDeclareFunction": {
      if (!node["id"]) return;
      const binding = declareId(context, node["id"], "function");
      if (node["body"]) context.implemented.add(binding);
      return;
    }
    case "ClassDeclaration":
      if (node["id"]) declareId(context, node["id"], "class");
      return;
    case "TSInterfaceDeclaration":
      declareId(context, node["id"], "interface");
      return;
    case "TSTypeAliasDeclaration":
      declareId(context, node["id"], "alias");
      return;
    case "TSEnumDeclaration":
      declareId(context, node["id"], "enum");
      return;
    case "TSModuleDeclaration": {
      const name = namespacePathOf(node).names[0];
      if (!name) return;
      const known = context.bindings.findOwn(scope, name["name"]);
      // Case: class A {} namespace A {} — the class stays what it is.
      if (!known || known.kind === "interface" || known.kind === "alias") {
        declareId(context, name, "namespace");
      }
      return;
    }
    case "ImportDeclaration":
      for (const specifier of node["specifiers"] as Node[]) {
        declareImport(context, node, specifier);
      }
      return;
    case "TSImportEqualsDeclaration":
      declareImportEquals(context, node);
      return;
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      if (node["declaration"]) declareStatement(context, node["declaration"]);
      return;
    case "LabeledStatement":
      declareStatement(context, node["body"]);
      return;
  }
}

function declareId(context: Context, id: Node, kind: BindingKind): number {
  const name = context.keep(id["name"]);
  return context.bindings.declare(context.scope, name, kind, id.start).id;
}

function declareVariables(context: Context, scope: Scope, node: Node): void {
  const kind: string = node["kind"];
  for (const declarator of node["declarations"] as Node[]) {
    declarePattern(
      context,
      scope,
      declarator["id"],
      kind === "let" || kind === "var" ? kind : "const",
    );
  }
}

function declareImport(context: Context, node: Node, specifier: Node): void {
  const local: Node = specifier["local"];
  const binding = context.bindings.declare(
    context.scope,
    context.keep(local["name"]),
    "import",
    local.start,
  );
  const name =
    specifier.type === "ImportDefaultSpecifier"
      ? "default"
      : specifier.type === "ImportNamespaceSpecifier"
        ? "*"
        : context.keep(moduleNameOf(specifier["imported"]));
  binding.imported = {
    source: context.keep(node["source"].value),
    name,
    typeOnly:
      isTypeKind(node["importKind"]) || isTypeKind(specifier["importKind"]),
  };
}

function isTypeKind(kind: unknown): boolean {
  return kind === "type" || kind === "typeof";
}

function declareImportEquals(context: Context, node: Node): void {
  const id: Node = node["id"];
  const reference: Node = node["moduleReference"];
  const binding = context.bindings.declare(
    context.scope,
    context.keep(id["name"]),
    "import",
    id.start,
  );
  if (reference.type !== "TSExternalModuleReference") {
    // Case: import Container = cosmos.Container — a constant that is a type as well.
    context.bindings.declare(context.scope, binding.name, "alias", id.start);
    binding.kind = "const";
    return;
  }
  binding.imported = {
    source: context.keep(String(reference["expression"].value)),
    name: "=",
    typeOnly: isTypeKind(node["importKind"]),
  };
}

/** Declares the `var`s of a function or module, which blocks do not bound. */
export function declareVars(
  context: Context,
  scope: Scope,
  nodes: Nodes,
): void {
  if (!nodes) return;
  for (const node of nodes) {
    if (node) declareVarsOf(context, scope, node);
  }
}

function declareVarsOf(context: Context, scope: Scope, node: Node): void {
  switch (node.type) {
    case "VariableDeclaration":
      if (node["kind"] === "var") declareVariables(context, scope, node);
      return;
    case "ExportNamedDeclaration":
      if (node["declaration"]) {
        declareVarsOf(context, scope, node["declaration"]);
      }
      return;
    case "BlockStatement":
      declareVars(context, scope, node["body"]);
      return;
    case "IfStatement":
      declareVarsOf(context, scope, node["consequent"]);
      if (node["alternate"]) declareVarsOf(context, scope, node["alternate"]);
      return;
    case "ForStatement":
      if (node["init"]) declareVarsOf(context, scope, node["init"]);
      declareVarsOf(context, scope, node["body"]);
      return;
    case "ForInStatement":
    case "ForOfStatement":
      declareVarsOf(context, scope, node["left"]);
      declareVarsOf(context, scope, node["body"]);
      return;
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
    case "WithStatement":
      declareVarsOf(context, scope, node["body"]);
      return;
    case "TryStatement":
      declareVarsOf(context, scope, node["block"]);
      if (node["handler"]) declareVarsOf(context, scope, node["handler"].body);
      if (node["finalizer"]) declareVarsOf(context, scope, node["finalizer"]);
      return;
    case "SwitchStatement":
      for (const branch of node["cases"] as Node[]) {
        declareVars(context, scope, branch["consequent"]);
      }
      return;
  }
}
