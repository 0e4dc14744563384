import {
  bare,
  isCall,
  isMember,
  keyName,
  memberName,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import type { Source } from "./source.ts";

/** The name under which a function is called: its own, its variable's, its property's; `undefined` where it has none. */
export function functionName(
  source: Source,
  fn: FunctionNode,
): string | undefined {
  if (
    fn.type === "ObjectMethod" ||
    fn.type === "ClassMethod" ||
    fn.type === "ClassPrivateMethod"
  )
    return keyName(fn);
  const holder = holderOf(source, fn);
  switch (holder?.type) {
    case "VariableDeclarator":
      return holder.id.type === "Identifier" ? holder.id.name : undefined;
    case "ObjectProperty":
    case "ClassProperty":
    case "ClassPrivateProperty":
      return keyName(holder);
    case "AssignmentExpression":
      if (holder.left.type === "Identifier") return holder.left.name;
      return isMember(holder.left) ? memberName(holder.left) : undefined;
    default:
      return "id" in fn ? fn.id?.name : undefined;
  }
}

/** The declaration or property whose value the function is, also through casts. */
export function holderOf(source: Source, fn: FunctionNode): Node | undefined {
  let parent = source.parent(fn);
  while (parent !== undefined && bare(parent) === fn)
    parent = source.parent(parent);
  switch (parent?.type) {
    case "VariableDeclarator":
    case "ObjectProperty":
    case "ClassProperty":
    case "ClassPrivateProperty":
      return parent;
    case "AssignmentExpression":
      return bare(parent.right) === fn ? parent : undefined;
    default:
      return undefined;
  }
}

/** Other names of what a callee names: the export behind an import, the function behind a constant. */
export function namesBehind(
  source: Source,
  callee: Node,
  depth = 0,
): ReadonlySet<string> {
  const names = new Set<string>();
  if (callee.type !== "Identifier" || depth > 4) return names;
  const declaration = declarationAt(source, callee.name, callee);
  const parent = declaration && source.parent(declaration);
  if (parent?.type === "ImportSpecifier") {
    names.add(
      parent.imported.type === "Identifier"
        ? parent.imported.name
        : parent.imported.value,
    );
  } else if (
    parent?.type === "ImportDefaultSpecifier" ||
    parent?.type === "TSImportEqualsDeclaration"
  ) {
    names.add("default");
    names.add(callee.name);
  } else if (parent?.type === "ObjectProperty") {
    // Case: const { load: loadOrder } = require("./orders")
    const key = keyName(parent);
    if (key !== undefined) names.add(key);
  } else if (parent?.type === "VariableDeclarator" && parent.init) {
    for (const name of namesOfValue(source, bare(parent.init), depth))
      names.add(name);
  }
  return names;
}

function namesOfValue(
  source: Source,
  value: Node,
  depth: number,
): ReadonlySet<string> {
  const names = new Set<string>();
  if (value.type === "Identifier") {
    names.add(value.name);
    for (const name of namesBehind(source, value, depth + 1)) names.add(name);
  } else if (isMember(value)) {
    const name = memberName(value);
    if (name !== undefined) names.add(name);
  } else if (isCall(value)) {
    // Case: const load = orders.load.bind(orders)
    const callee = bare(value.callee);
    if (
      isMember(callee) &&
      memberName(callee) === "bind" &&
      value.arguments.length <= 1
    ) {
      return namesOfValue(source, bare(callee.object), depth + 1);
    }
    if (callee.type === "Identifier" && callee.name === "require")
      names.add("default");
  }
  return names;
}
