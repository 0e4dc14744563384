import type * as t from "@babel/types";
import {
  contains,
  isFunction,
  isMember,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import type { Source } from "./source.ts";

/** Whether an identifier is a name of a variable here: not a property's, key's or label's name. */
export function isVariableName(
  source: Source,
  node: Node,
): node is Node & t.Identifier {
  if (node.type !== "Identifier") return false;
  const parent = source.parent(node);
  if (parent === undefined) return false;
  if (isMember(parent)) return parent.object === node || parent.computed;
  switch (parent.type) {
    case "ObjectProperty":
      // In `{ a }` key and value are two nodes at one place: the value counts.
      return parent.value === node || (parent.computed && parent.key === node);
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassProperty":
    case "TSDeclareMethod":
    case "TSPropertySignature":
    case "TSMethodSignature":
      return (
        parent.key !== node ||
        (parent as { computed?: boolean }).computed === true
      );
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "TSQualifiedName":
    case "TSEnumMember":
      return false;
    case "ExportSpecifier":
    case "ImportSpecifier":
      return parent.local === node;
    default:
      return true;
  }
}

/** Whether an identifier declares its name: as a variable, parameter, function, class or import. */
export function isDeclaration(source: Source, node: Node): boolean {
  if (!isVariableName(source, node)) return false;
  let child: Node = node;
  for (const outer of source.ancestors(node)) {
    switch (outer.type) {
      case "ObjectProperty":
        if (outer.value !== child) return false;
        break;
      case "ObjectPattern":
      case "ArrayPattern":
      case "RestElement":
      case "TSParameterProperty":
        break;
      case "AssignmentPattern":
        if (outer.left !== child) return false;
        break;
      case "VariableDeclarator":
        return outer.id === child;
      case "CatchClause":
        return outer.param === child;
      case "ClassDeclaration":
      case "ClassExpression":
      case "TSEnumDeclaration":
        return outer.id === child;
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
        return outer.local === child;
      case "TSImportEqualsDeclaration":
        return outer.id === child;
      default:
        if (!isFunction(outer)) return false;
        return (
          (outer.params as Node[]).includes(child) ||
          (outer as { id?: Node | null }).id === child
        );
    }
    child = outer;
  }
  return false;
}

/** The node whose inside sees a declaration: a function, a block, a loop, or the module. */
export function scopeOf(source: Source, declaration: Node): Node {
  let isHoisted = false;
  let child: Node = declaration;
  for (const outer of source.ancestors(declaration)) {
    if (outer.type === "VariableDeclaration") isHoisted = outer.kind === "var";
    if (isFunction(outer)) {
      // A declared function's name is seen around it.
      const ownName =
        outer.type === "FunctionDeclaration" && outer.id === child;
      if (!ownName) return outer;
    } else if (
      outer.type === "Program" ||
      (!isHoisted &&
        (outer.type === "BlockStatement" ||
          outer.type === "StaticBlock" ||
          outer.type === "CatchClause" ||
          outer.type === "SwitchStatement" ||
          outer.type.startsWith("For")))
    ) {
      return outer;
    }
    child = outer;
  }
  return source.program;
}

/** Identifiers that declare `name` and are seen at `use`, innermost first. */
function declarationsSeenAt(
  source: Source,
  name: string,
  use: { start: number; end: number },
): Node[] {
  return source
    .identifiers(name)
    .filter(
      (node) =>
        isDeclaration(source, node) && contains(scopeOf(source, node), use),
    )
    .sort((a, b) => size(scopeOf(source, a)) - size(scopeOf(source, b)));
}

function size(node: Node): number {
  return node.end - node.start;
}

/** The declaration that `name` means at `use`. */
export function declarationAt(
  source: Source,
  name: string,
  use: { start: number; end: number },
): Node | undefined {
  return declarationsSeenAt(source, name, use)[0];
}

/** Whether a new variable of this name in `scope` would hide or meet another one. */
function isTaken(
  source: Source,
  name: string,
  scope: FunctionNode | Node,
): boolean {
  return source.nodes.some(
    (node) =>
      (node.type === "Identifier" || node.type === "JSXIdentifier") &&
      node.name === name &&
      ((contains(scope, node) &&
        (node.type === "JSXIdentifier" || isVariableName(source, node))) ||
        (isDeclaration(source, node) &&
          contains(scopeOf(source, node), scope))),
  );
}

/** The first name that is free in the scope: the wishes in their order, then the last wish with a number. */
export function freeName(
  source: Source,
  wishes: readonly string[],
  scope: FunctionNode | Node,
): string {
  for (const wish of wishes) if (!isTaken(source, wish, scope)) return wish;
  const base = wishes.at(-1) ?? "value";
  let number = 2;
  while (isTaken(source, `${base}${number}`, scope)) number++;
  return `${base}${number}`;
}

/** Whether a variable is assigned again after its declaration. */
export function isReassigned(source: Source, declaration: Node): boolean {
  if (declaration.type !== "Identifier") return true;
  const { name } = declaration;
  const scope = scopeOf(source, declaration);
  return source.nodes.some((node) => {
    const target =
      node.type === "AssignmentExpression"
        ? node.left
        : node.type === "UpdateExpression"
          ? node.argument
          : undefined;
    return (
      target?.type === "Identifier" &&
      target.name === name &&
      contains(scope, node)
    );
  });
}

/** All identifiers that use a declared variable, without the declaration itself. */
export function usesOf(source: Source, declaration: Node): Node[] {
  if (declaration.type !== "Identifier") return [];
  const { name } = declaration;
  const scope = scopeOf(source, declaration);
  return source
    .identifiers(name)
    .filter(
      (node) =>
        node !== declaration &&
        contains(scope, node) &&
        isVariableName(source, node) &&
        !isDeclaration(source, node) &&
        declarationAt(source, name, node) === declaration,
    );
}
