import type * as t from "@babel/types";

/** A node that the parser placed: it always has both offsets. */
export type Node = t.Node & { start: number; end: number };

export type FunctionNode = (
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod
) & { start: number; end: number };

export type CallNode = (
  t.CallExpression | t.OptionalCallExpression | t.NewExpression
) & { start: number; end: number };

const notChildren = new Set([
  "type",
  "start",
  "end",
  "loc",
  "range",
  "extra",
  "leadingComments",
  "innerComments",
  "trailingComments",
  "comments",
  "tokens",
  "errors",
]);

/** The child nodes in the order of the tree's fields, which is close to that of the text. */
function childrenOf(node: t.Node): Node[] {
  const children: Node[] = [];
  for (const key of Object.keys(node)) {
    const value: unknown = (node as unknown as Record<string, unknown>)[key];
    if (typeof value !== "object" || value === null || notChildren.has(key))
      continue;
    if (Array.isArray(value)) {
      for (const child of value as unknown[])
        if (isNode(child)) children.push(child);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { type?: unknown }).type === "string" &&
    typeof (value as { start?: unknown }).start === "number"
  );
}

/**
 * Visits the node and all below it (not below one for which `visit` answers `false`), outer first, without
 * recursion: deep trees must not overflow the stack. `parent` is missing for the first one.
 */
export function walk(
  root: t.Node,
  visit: (node: Node, parent?: Node) => unknown,
): void {
  const open: Node[] = [root as Node];
  const parents: (Node | undefined)[] = [undefined];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (visit(node, parents.pop()) === false) continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) {
      open.push(children[i]!);
      parents.push(node);
    }
  }
}

export function isFunction(node: t.Node | undefined): node is FunctionNode {
  switch (node?.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return true;
    default:
      return false;
  }
}

export function isCall(node: t.Node | undefined): node is CallNode {
  return (
    node?.type === "CallExpression" ||
    node?.type === "OptionalCallExpression" ||
    node?.type === "NewExpression"
  );
}

export function isMember(
  node: t.Node | null | undefined,
): node is t.MemberExpression | t.OptionalMemberExpression {
  return (
    node?.type === "MemberExpression" ||
    node?.type === "OptionalMemberExpression"
  );
}

/** The property that a member expression names, also for `x["name"]` and `x.#name` ("#name"). */
export function memberName(
  node: t.MemberExpression | t.OptionalMemberExpression,
): string | undefined {
  const { property, computed } = node;
  if (property.type === "PrivateName") return `#${property.id.name}`;
  if (!computed && property.type === "Identifier") return property.name;
  if (property.type === "StringLiteral") return property.value;
  if (property.type === "NumericLiteral") return String(property.value);
  return undefined;
}

/** The name under which a property or class member stands. */
export function keyName(node: {
  readonly key: t.Node;
  readonly computed?: boolean | null | undefined;
}): string | undefined {
  const { key } = node;
  if (key.type === "PrivateName") return `#${key.id.name}`;
  if (key.type === "Identifier" && node.computed !== true) return key.name;
  if (key.type === "StringLiteral") return key.value;
  return undefined;
}

/** The expression without what has no effect at run time: casts, `!`, parentheses. */
export function bare(node: t.Node): Node {
  let inner = node;
  while (
    inner.type === "TSAsExpression" ||
    inner.type === "TSSatisfiesExpression" ||
    inner.type === "TSNonNullExpression" ||
    inner.type === "TSTypeAssertion" ||
    inner.type === "ParenthesizedExpression"
  ) {
    inner = inner.expression;
  }
  return inner as Node;
}

/** The last name of what is called: `load` for `load()`, `this.orders.load()`, `x["load"]()`. */
export function calleeName(call: CallNode): string | undefined {
  const callee = bare(call.callee);
  if (callee.type === "Identifier") return callee.name;
  return isMember(callee) ? memberName(callee) : undefined;
}

export function contains(
  outer: { start: number; end: number },
  inner: { start: number; end: number },
): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
