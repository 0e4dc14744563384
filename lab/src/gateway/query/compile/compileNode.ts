import type { QueryNode } from "../ast.ts";
import { print } from "../print.ts";
import { unsupported } from "../QueryError.ts";
import { compileExpression } from "./compileExpression.ts";
import { compileSelect } from "./compileSelect.ts";
import { generateFilter, type Filter } from "./generateFilter.ts";
import {
  Scope,
  type AggregateUse,
  type Context,
  type Evaluate,
  type Results,
} from "./context.ts";
import { countsOf, type Counts } from "./counts.ts";
import { isAggregated } from "./inspect.ts";
import { Output } from "./Output.ts";
import { compileSource, type Rows, type RowsOfItem } from "./sources.ts";
import {
  grouping,
  passing,
  sorting,
  type CreateStage,
  type GroupKey,
} from "./stages.ts";

/** A query, made of functions that work on a frame. */
export interface CompiledQuery {
  /** All rows that WHERE lets through. */
  readonly rows: Rows;
  /** Set when FROM goes over the container. */
  readonly rowsOfItem: RowsOfItem | undefined;
  /** Set when each item gives one row at most, and each row a result or none: the commonest query. */
  readonly direct: DirectQuery | undefined;
  readonly createStage: CreateStage;
  readonly createOutput: (most?: number) => Output;
  readonly counts: Counts;
}

export interface DirectQuery {
  /** Where an item is put. */
  readonly slot: number;
  readonly condition: Evaluate;
  /** The condition for many items. */
  readonly generate: () => Filter;
  readonly select: Evaluate;
}

/** @param context Of the query around; its scope is the parent of this one's. */
export function compileNode(node: QueryNode, context: Context): CompiledQuery {
  const inner: Context = {
    ...context,
    scope: new Scope(context.scope),
    grouping: undefined,
  };
  const sources = node.sources.map((source) => compileSource(source, inner));
  const condition =
    node.where === undefined
      ? () => true
      : compileExpression(node.where, inner);
  const filtered: Rows = (frame, visit) =>
    condition(frame) === true && visit(frame);
  const rest = sources
    .slice(1)
    .reduceRight((behind, join) => join.over(behind), filtered);
  const counts = countsOf(node, context.parameters);
  const select = isAggregated(node) ? undefined : compileSelect(node, inner);
  const slot = sources.length === 1 ? sources[0]?.itemSlot : undefined;
  const isDirect =
    !node.distinct &&
    node.orderBy.length === 0 &&
    Object.values(counts).every((count) => count === undefined);
  const generate = (): Filter =>
    node.where === undefined
      ? () => true
      : generateFilter({
          where: node.where,
          alias: [...inner.scope.names.keys()][0] ?? "",
          parameters: context.parameters,
          compile: (part) => compileExpression(part, inner),
        });
  return {
    direct:
      isDirect && slot !== undefined && select !== undefined
        ? { slot, condition, generate, select }
        : undefined,
    rows: sources[0]?.over(rest) ?? rest,
    rowsOfItem: sources[0]?.overItem?.(rest),
    createStage:
      select === undefined
        ? compileGrouping(node, inner)
        : compileRows(node, select, inner),
    createOutput: (most) => new Output(node.distinct, counts, most),
    counts,
  };
}

/** Of a query inside of another one. */
export const compileInner: Context["compileInner"] = (
  node,
  context,
): Results => {
  if (node.orderBy.length > 0) {
    throw unsupported(
      "ORDER BY is not supported in a subquery.",
      node.orderBy[0]!,
    );
  }
  const { rows, createStage, createOutput } = compileNode(node, context);
  return (frame, most) => {
    const output = createOutput(most);
    const stage = createStage(output);
    rows(frame, (row) => stage.row(row));
    stage.end(frame);
    return output.results;
  };
};

function compileRows(
  node: QueryNode,
  select: Evaluate,
  context: Context,
): CreateStage {
  if (node.orderBy.length === 0) return passing(select);
  const keys = node.orderBy.map(({ expression, descending }) => ({
    evaluate: compileExpression(expression, context),
    descending,
  }));
  return sorting(select, keys);
}

function compileGrouping(node: QueryNode, context: Context): CreateStage {
  const { scope } = context;
  if (node.orderBy.length > 0 && node.groupBy.length > 0) {
    throw unsupported(
      "ORDER BY is not supported together with GROUP BY.",
      node.orderBy[0]!,
    );
  }
  const keys: GroupKey[] = node.groupBy.map((expression) => ({
    evaluate: compileExpression(expression, context),
    slot: scope.reserve(),
  }));
  const slots = keys.map(({ slot }, index): [string, number] => [
    print(node.groupBy[index]!),
    slot,
  ]);
  const uses: AggregateUse[] = [];
  scope.isClosed = true;
  const select = compileSelect(node, {
    ...context,
    grouping: { keys: new Map(slots), aggregates: uses },
  });
  scope.isClosed = false;
  return grouping(select, keys, uses);
}
