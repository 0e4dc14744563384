import {
  bare,
  contains,
  isMember,
  memberName,
  walk,
  type Node,
} from "./nodes.ts";
import type { Source } from "./source.ts";

/**
 * Whether moving an expression into a callback could lose what TypeScript knows about it: `this.container` after
 * `if (!this.container) throw …` is `Container` outside, and `Container | undefined` inside of a callback.
 */
export function mayLoseNarrowing(source: Source, expression: Node): boolean {
  if (!source.isTypeScript) return false;
  const paths = new Set<string>();
  walk(expression, (node) => {
    const path = pathOf(node);
    if (path !== undefined) paths.add(path);
  });
  if (paths.size === 0) return false;
  const fn = source.functionAround(expression);
  return source.nodes.some((node) => {
    if (!contains(fn, node) || node.start >= expression.start) return false;
    const tested = testOf(node);
    if (tested === undefined) return false;
    let isTested = false;
    walk(tested, (inner) => {
      const path =
        inner.type === "Identifier" && isAssignable(node)
          ? inner.name
          : pathOf(inner);
      if (path !== undefined && paths.has(path)) isTested = true;
    });
    return isTested;
  });
}

/** What a node tests or assigns, and thereby may narrow. */
function testOf(node: Node): Node | undefined {
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
      return node.test as Node;
    case "LogicalExpression":
      return node.left as Node;
    case "SwitchStatement":
      return node.discriminant as Node;
    case "AssignmentExpression":
      return node.left as Node;
    case "CallExpression":
      // Case: assert(order.id)
      return /^(?:assert|invariant|ok)/.test(calledName(node.callee as Node))
        ? node
        : undefined;
    default:
      return undefined;
  }
}

function calledName(callee: Node): string {
  const value = bare(callee);
  if (value.type === "Identifier") return value.name;
  return isMember(value) ? (memberName(value) ?? "") : "";
}

/** Only an assignment takes a variable's narrowing away in callbacks; a constant keeps it. */
function isAssignable(node: Node): boolean {
  return node.type === "AssignmentExpression";
}

/** `this.container`, `message.body.id`; a variable alone has no path, its narrowing holds in callbacks. */
function pathOf(node: Node): string | undefined {
  const value = bare(node);
  if (!isMember(value)) return undefined;
  const name = memberName(value);
  const object = bare(value.object);
  const root =
    object.type === "ThisExpression"
      ? "this"
      : object.type === "Identifier"
        ? object.name
        : pathOf(object);
  return name === undefined || root === undefined
    ? undefined
    : `${root}.${name}`;
}
