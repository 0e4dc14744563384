import type { Expression, QueryNode } from "../ast.ts";
import { QueryError } from "../QueryError.ts";
import { impliedAlias } from "./sources.ts";

/**
 * ORDER BY of the service takes properties of the items: nothing computed, nothing of a join.
 *
 * @throws {QueryError} Where it is something else.
 */
export function checkOrder({ sources, orderBy }: QueryNode): void {
  const [first] = sources;
  const root = first && (first.alias ?? impliedAlias(first));
  for (const { expression } of orderBy) {
    const name = rootOf(expression);
    if (name === undefined) {
      throw new QueryError(
        "SC9000",
        "Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.",
        expression,
      );
    }
    if (name !== root) {
      throw new QueryError(
        "SC9000",
        "Order-by over correlated collections is not supported.",
        expression,
      );
    }
  }
}

/** `c` of `c.address["city"]`; undefined when it is no path. */
function rootOf(node: Expression): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind !== "member") return undefined;
  const isFixed = node.key.kind === "literal" || node.key.kind === "parameter";
  return isFixed ? rootOf(node.object) : undefined;
}
