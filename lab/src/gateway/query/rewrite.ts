// Queries that the SDK sends to each range, so that it can merge what comes back.
import type {
  CallNode,
  CountNode,
  Expression,
  ObjectNode,
  QueryNode,
  SelectItem,
  SelectNode,
  ValueNode,
} from "./ast.ts";
import { nameItems } from "./compile/compileSelect.ts";
import type { Counts } from "./compile/counts.ts";
import { isAggregate } from "./compile/inspect.ts";
import { impliedAlias } from "./compile/sources.ts";

const nowhere = { start: 0, end: 0 };

/** The SDK puts `true` here, or a filter that goes on behind a continuation. */
const filterPlaceholder = "({documentdb-formattableorderbyquery-filter})";

/** `SELECT c._rid, [{"item": c.x}] AS orderByItems, c AS payload` */
export function rewriteOrder(query: QueryNode, counts: Counts): QueryNode {
  const { select, where, distinct } = query;
  const alias = rootOf(query);
  const items = query.orderBy.map(({ expression }) => wrap(expression));
  const payload = payloadOf(select, alias);
  const conditions: Expression[] = [toName(filterPlaceholder)];
  if (where !== undefined) conditions.unshift(where);
  // A result that is undefined is none, and the SDK would take it for the end of all.
  if (select.kind === "value") {
    conditions.unshift(toCall("IS_DEFINED", select.expression));
  }
  const rewritten: QueryNode = {
    ...query,
    distinct: false,
    select: toList([
      ...ridOf(query, alias),
      [toArray(items), "orderByItems"],
      [payload, "payload"],
    ]),
    where: and(conditions),
  };
  // What is counted behind DISTINCT cannot be counted before it.
  return distinct ? withoutCounts(rewritten) : rewriteCounts(rewritten, counts);
}

/** Each range gives all that may be among the first `offset + limit`. */
export function rewriteCounts(
  query: QueryNode,
  { offset, limit }: Counts,
): QueryNode {
  if (offset === undefined || limit === undefined) return query;
  return {
    ...query,
    offset: toCount(0),
    limit: toCount(offset + limit),
  };
}

/** `SELECT VALUE [{"item": COUNT(1)}]`, or with groups and names as payload. */
export function rewriteGroups(query: QueryNode): QueryNode {
  const { select, groupBy } = query;
  return withoutCounts({
    ...query,
    distinct: false,
    orderBy: [],
    select:
      select.kind === "value" && groupBy.length === 0
        ? { kind: "value", expression: partialValue(select), ...nowhere }
        : toList([
            ...groupItemsOf(groupBy),
            [
              select.kind === "value"
                ? partialValue(select)
                : partialObject(select),
              "payload",
            ],
          ]),
  });
}

function groupItemsOf(groupBy: readonly Expression[]): NamedItem[] {
  return groupBy.length === 0
    ? []
    : [[toArray(groupBy.map(wrap)), "groupByItems"]];
}

function partialValue({ expression }: ValueNode): Expression {
  return isAggregate(expression)
    ? toArray([partialOf(expression as CallNode)])
    : expression;
}

function partialObject(select: SelectNode): ObjectNode {
  const items = select.kind === "list" ? select.items : [];
  const names = nameItems(items);
  return toObject(
    items.map(({ expression }, index) => [
      names[index]!,
      isAggregate(expression) ? partialOf(expression as CallNode) : expression,
    ]),
  );
}

/** What each range knows of an aggregate, as the SDK's aggregators take it. */
function partialOf(call: CallNode): ObjectNode {
  const name = call.name.toUpperCase();
  const other = (aggregate: string): CallNode => ({ ...call, name: aggregate });
  switch (name) {
    case "AVG":
      return toObject([
        [
          "item",
          toObject([
            ["sum", other("SUM")],
            ["count", other("COUNT")],
          ]),
        ],
      ]);
    case "MIN":
    case "MAX":
      return toObject([
        ["item", call],
        [
          "item2",
          toObject([
            [name.toLowerCase(), call],
            ["count", other("COUNT")],
          ]),
        ],
      ]);
    default:
      return wrap(call);
  }
}

function withoutCounts(query: QueryNode): QueryNode {
  return { ...query, top: undefined, offset: undefined, limit: undefined };
}

/** The name under which rows of the container are known. */
function rootOf({ sources: [first] }: QueryNode): string {
  return (first && (first.alias ?? impliedAlias(first))) ?? "";
}

/** Only items have a resource id, not what stands inside of them. */
function ridOf({ sources: [first] }: QueryNode, alias: string): NamedItem[] {
  const { collection, iterates } = first!;
  const isItem =
    collection.kind === "path" && collection.steps.length === 0 && !iterates;
  return isItem
    ? [
        [
          {
            kind: "member",
            object: toName(alias),
            key: toLiteral("_rid"),
            ...nowhere,
          },
          undefined,
        ],
      ]
    : [];
}

function payloadOf(select: SelectNode, alias: string): Expression {
  switch (select.kind) {
    case "star":
      return toName(alias);
    case "value":
      return select.expression;
    case "list": {
      const names = nameItems(select.items);
      return toObject(
        select.items.map(({ expression }, index) => [
          names[index]!,
          expression,
        ]),
      );
    }
  }
}

type NamedItem = readonly [Expression, string | undefined];

function toList(items: readonly NamedItem[]): SelectNode {
  const nodes = items.map(([expression, alias]): SelectItem => ({
    expression,
    alias,
    ...nowhere,
  }));
  return { kind: "list", items: nodes, ...nowhere };
}

function and(operands: readonly Expression[]): Expression {
  return operands.length === 1
    ? operands[0]!
    : { kind: "logical", operator: "AND", operands, ...nowhere };
}

function wrap(expression: Expression): ObjectNode {
  return toObject([["item", expression]]);
}

function toObject(
  properties: readonly (readonly [string, Expression])[],
): ObjectNode {
  return {
    kind: "object",
    properties: properties.map(([name, value]) => ({ name, value })),
    ...nowhere,
  };
}

function toArray(elements: readonly Expression[]): Expression {
  return { kind: "array", elements, ...nowhere };
}

function toName(name: string): Expression {
  return { kind: "name", name, ...nowhere };
}

function toCall(name: string, argument: Expression): CallNode {
  return { kind: "call", name, isUdf: false, args: [argument], ...nowhere };
}

function toLiteral(value: string): Expression {
  return { kind: "literal", value, ...nowhere };
}

function toCount(value: number): CountNode {
  return { kind: "literal", value, ...nowhere };
}
