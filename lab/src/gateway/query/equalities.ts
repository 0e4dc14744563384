import type { Expression, QueryNode } from "./ast.ts";
import { constantOf } from "./compile/context.ts";
import { impliedAlias } from "./compile/sources.ts";

/**
 * What every result's item must have, where WHERE says so by equality, by path without quotes:
 * `id`, `address/city`.
 */
export function equalitiesOf(
  { sources, where }: QueryNode,
  parameters: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const [first] = sources;
  if (where === undefined || first?.collection.kind !== "path") return found;
  if (first.iterates || first.collection.steps.length > 0) return found;
  const root = first.alias ?? impliedAlias(first);
  for (const node of conjunctsOf(where)) {
    if (node.kind !== "binary" || node.operator !== "=") continue;
    for (const [side, other] of [
      [node.left, node.right],
      [node.right, node.left],
    ] as const) {
      const path = pathOf(side, root);
      const constant = constantOf(other, parameters);
      if (path !== undefined && constant !== undefined && !found.has(path)) {
        found.set(path, constant[0]);
      }
    }
  }
  return found;
}

function conjunctsOf(node: Expression): readonly Expression[] {
  return node.kind === "logical" && node.operator === "AND"
    ? node.operands.flatMap(conjunctsOf)
    : [node];
}

/** Of a property of the item `root`, as `address/city`. */
export function pathOf(
  node: Expression,
  root: string | undefined,
): string | undefined {
  if (node.kind !== "member" || node.key.kind !== "literal") return undefined;
  const { value } = node.key;
  if (typeof value !== "string" || value.includes("/")) return undefined;
  if (node.object.kind === "name") {
    return node.object.name === root ? value : undefined;
  }
  const parent = pathOf(node.object, root);
  return parent === undefined ? undefined : `${parent}/${value}`;
}
