import type { Expression, QueryNode, SelectItem } from "../ast.ts";
import { QueryError, unsupported } from "../QueryError.ts";
import { setProperty } from "../values.ts";
import { compileExpression } from "./compileExpression.ts";
import type { Context, Evaluate } from "./context.ts";

/** What a query answers for a row, or for a group. */
export function compileSelect(query: QueryNode, context: Context): Evaluate {
  const { select } = query;
  switch (select.kind) {
    case "star": {
      if (query.sources.length !== 1) {
        throw new QueryError(
          "SC9000",
          query.sources.length === 0
            ? "'SELECT *' is not valid if FROM clause is omitted."
            : "'SELECT *' is only valid with a single input set.",
          select,
        );
      }
      if (context.grouping !== undefined) {
        throw unsupported("'SELECT *' cannot be used with GROUP BY.", select);
      }
      const [slot] = context.scope.names.values();
      if (slot === undefined) {
        throw unsupported("'SELECT *' needs an alias in FROM.", select);
      }
      return (frame) => frame[slot];
    }
    case "value":
      return compileExpression(select.expression, context);
    case "list": {
      const names = nameItems(select.items);
      const values = select.items.map(({ expression }) =>
        compileExpression(expression, context),
      );
      return (frame) => {
        const result: Record<string, unknown> = {};
        for (let index = 0; index < values.length; index++) {
          const value = values[index]!(frame);
          if (value !== undefined) setProperty(result, names[index]!, value);
        }
        return result;
      };
    }
  }
}

/**
 * Names in the result: the alias, else the last property, else `$1`, `$2` and so on.
 *
 * @throws {QueryError} When two items have the same name.
 */
export function nameItems(items: readonly SelectItem[]): string[] {
  let unnamed = 0;
  const names = new Set<string>();
  for (const item of items) {
    const name = item.alias ?? lastProperty(item.expression) ?? `$${++unnamed}`;
    if (names.has(name)) {
      throw unsupported(
        `Two items of SELECT have the name '${name}'. Give one of them an alias.`,
        item,
      );
    }
    names.add(name);
  }
  return [...names];
}

function lastProperty(node: Expression): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind !== "member" || node.key.kind !== "literal") return undefined;
  return typeof node.key.value === "string" ? node.key.value : undefined;
}
