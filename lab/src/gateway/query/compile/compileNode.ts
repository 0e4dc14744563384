import type { QueryNode } from "../ast.ts";
import { print } from "../print.ts";
import { unsupported } from "../QueryError.ts";
import { compileExpression } from "./compileExpression.ts";
import { compileSelect } from "./compileSelect.ts";
import {
  Scope,
  type AggregateUse,
  type Context,
  type Results,
} from "./context.ts";
import { countsOf, type Counts } from "./counts.ts";
import { isAggregated } from "./inspect.ts";
import { Output } from "./Output.ts";
import {
  compileSource,
  type CompiledSource,
  type Rows,
  type RowsOfItem,
} from "./sources.ts";
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
  readonly createStage: CreateStage;
  readonly createOutput: (most?: number) => Output;
  readonly counts: Counts;
}

/** @param context Of the query around; its scope is the parent of this one's. */
export function compileNode(node: QueryNode, context: Context): CompiledQuery {
  const inner: Context = {
    ...context,
    scope: new Scope(context.scope),
    grouping: undefined,
  };
  const sources = node.sources.map((source) => compileSource(source, inner));
  const rest = compileRest(node, sources.slice(1), inner);
  const counts = countsOf(node, context.parameters);
  const createStage = isAggregated(node)
    ? compileGrouping(node, inner)
    : compileRows(node, inner);
  return {
    rows: sources[0]?.over(rest) ?? rest,
    rowsOfItem: sources[0]?.overItem?.(rest),
    createStage,
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

/** Everything behind the first source: JOIN, then WHERE. */
function compileRest(
  node: QueryNode,
  joins: readonly CompiledSource[],
  context: Context,
): Rows {
  const { where } = node;
  let rows: Rows = (frame, visit) => visit(frame);
  if (where !== undefined) {
    const condition = compileExpression(where, context);
    rows = (frame, visit) => condition(frame) === true && visit(frame);
  }
  return joins.reduceRight((behind, join) => join.over(behind), rows);
}

function compileRows(node: QueryNode, context: Context): CreateStage {
  const select = compileSelect(node, context);
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
