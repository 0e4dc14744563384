// What the SDK is told about a query whose answers of several ranges have to be merged. The forms are
// those that the SDK reads (read in @azure/cosmos 3.17.3 to 4.10.1, folder queryExecutionContext).
import type { Expression, OrderNode, QueryNode, SelectNode } from "./ast.ts";
import { aggregates } from "./compile/aggregates.ts";
import { nameItems } from "./compile/compileSelect.ts";
import type { Counts } from "./compile/counts.ts";
import {
  isAggregate,
  isAggregated,
  usesAggregates,
} from "./compile/inspect.ts";
import { print, printQuery } from "./print.ts";
import type { QueryPlan } from "./Query.ts";
import { unsupported } from "./QueryError.ts";
import { rewriteGroups, rewriteOrder, rewriteCounts } from "./rewrite.ts";

/** Whether the answers of several ranges cannot be put one behind the other. */
export function needsMerge(query: QueryNode): boolean {
  const [first] = query.sources;
  return (
    first === undefined ||
    query.orderBy.length > 0 ||
    query.distinct ||
    query.top !== undefined ||
    query.offset !== undefined ||
    isAggregated(query) ||
    (first.collection.kind === "subquery" && needsMerge(first.collection.query))
  );
}

/** @throws {QueryError} When the service has no plan for such a query either. */
export function planOf(query: QueryNode, counts: Counts): QueryPlan {
  const collection = query.sources[0]?.collection;
  if (collection?.kind === "subquery" && needsMerge(collection.query)) {
    throw unsupported(
      "A subquery in FROM with DISTINCT, GROUP BY, aggregates, TOP or OFFSET cannot be answered over " +
        "several partition key ranges. Pass a partition key.",
      collection,
    );
  }
  const { select } = query;
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      distinctType: distinctTypeOf(query),
      // Without FROM every range answers the same.
      top: counts.top ?? (collection === undefined ? 1 : null),
      offset: counts.offset ?? null,
      limit: counts.limit ?? null,
      ...mergesOf(query, counts),
      hasSelectValue: select.kind === "value",
      dCountInfo: null,
      hasNonStreamingOrderBy: false,
    },
    queryRanges: [
      { min: "", max: "FF", isMinInclusive: true, isMaxInclusive: false },
    ],
  };
}

type DistinctType = "None" | "Ordered" | "Unordered";

/** Equal results come one behind the other only when they are what the order goes by. */
function distinctTypeOf({
  distinct,
  select,
  orderBy,
}: QueryNode): DistinctType {
  if (!distinct) return "None";
  if (orderBy.length === 0) return "Unordered";
  const selected = new Set(expressionsOf(select).map(print));
  const ordered = new Set(orderBy.map(({ expression }) => print(expression)));
  const isOrdered =
    selected.size === ordered.size &&
    [...selected].every((text) => ordered.has(text));
  return isOrdered ? "Ordered" : "Unordered";
}

function expressionsOf(select: SelectNode): Expression[] {
  switch (select.kind) {
    case "star":
      return [];
    case "value":
      return [select.expression];
    case "list":
      return select.items.map(({ expression }) => expression);
  }
}

function mergesOf(
  query: QueryNode,
  counts: Counts,
): Readonly<Record<string, unknown>> {
  if (isAggregated(query)) return groupsOf(query);
  const { orderBy } = query;
  const rewritten =
    orderBy.length > 0
      ? rewriteOrder(query, counts)
      : rewriteCounts(query, counts);
  return {
    orderBy: orderBy.map(({ descending }: OrderNode) =>
      descending ? "Descending" : "Ascending",
    ),
    orderByExpressions: orderBy.map(({ expression }) => print(expression)),
    groupByExpressions: [],
    groupByAliases: [],
    aggregates: [],
    groupByAliasToAggregateType: {},
    rewrittenQuery: rewritten === query ? "" : printQuery(rewritten),
  };
}

/** Aggregates of a list have their names, that of VALUE stands alone. */
function groupsOf(query: QueryNode): Readonly<Record<string, unknown>> {
  const { select, groupBy } = query;
  const expressions = expressionsOf(select);
  for (const expression of expressions) {
    if (!isAggregate(expression) && usesAggregates(expression)) {
      throw unsupported(
        "Compositions of aggregates and other expressions are not allowed over several partition key " +
          "ranges. Pass a partition key.",
        expression,
      );
    }
  }
  const types = expressions.map(typeOf);
  const names = select.kind === "list" ? nameItems(select.items) : [];
  return {
    orderBy: [],
    orderByExpressions: [],
    groupByExpressions: groupBy.map(print),
    groupByAliases: groupBy.length > 0 ? names : [],
    aggregates:
      select.kind === "value" ? types.filter((type) => type !== null) : [],
    groupByAliasToAggregateType: Object.fromEntries(
      names.map((name, index) => [name, types[index] ?? null]),
    ),
    rewrittenQuery: printQuery(rewriteGroups(query)),
  };
}

function typeOf(expression: Expression): string | null {
  if (expression.kind !== "call" || !isAggregate(expression)) return null;
  return aggregates.get(expression.name.toUpperCase())?.type ?? null;
}
