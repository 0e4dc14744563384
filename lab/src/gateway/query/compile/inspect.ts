import type { Expression, QueryNode } from "../ast.ts";
import { aggregates } from "./aggregates.ts";

/** Whether a query answers for groups of rows, not for each of them. */
export function isAggregated({ select, groupBy }: QueryNode): boolean {
  if (groupBy.length > 0) return true;
  switch (select.kind) {
    case "star":
      return false;
    case "value":
      return usesAggregates(select.expression);
    case "list":
      return select.items.some(({ expression }) => usesAggregates(expression));
  }
}

export function isAggregate(node: Expression): boolean {
  return (
    node.kind === "call" &&
    !node.isUdf &&
    aggregates.has(node.name.toUpperCase())
  );
}

/** Whether there is an aggregate in it that is not in a subquery. */
export function usesAggregates(node: Expression): boolean {
  return isAggregate(node) || childrenOf(node).some(usesAggregates);
}

/** Expressions that a node is made of; what stands in its subqueries is not among them. */
function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "literal":
    case "parameter":
    case "name":
    case "subquery":
    case "exists":
    case "arrayQuery":
      return [];
    case "member":
      return [node.object, node.key];
    case "array":
      return node.elements;
    case "object":
      return node.properties.map(({ value }) => value);
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "logical":
      return node.operands;
    case "conditional":
      return [node.condition, node.consequent, node.alternate];
    case "between":
      return [node.operand, node.low, node.high];
    case "in":
      return [node.operand, ...node.list];
    case "like":
      return [node.operand, node.pattern];
    case "call":
      return node.args;
  }
}
