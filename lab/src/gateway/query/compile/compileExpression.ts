import type {
  CallNode,
  Expression,
  MemberNode,
  NameNode,
  QueryNode,
} from "../ast.ts";
import { print } from "../print.ts";
import { QueryError, unsupported, type Span } from "../QueryError.ts";
import { isObject, isSame, setProperty } from "../values.ts";
import { aggregates } from "./aggregates.ts";
import { compileCall } from "./compileCall.ts";
import { compileComparison, compileLogical } from "./compileCondition.ts";
import {
  constantOf,
  parameterOf,
  unresolved,
  type Context,
  type Evaluate,
  type Frame,
} from "./context.ts";
import { isAggregated } from "./inspect.ts";
import { likePattern } from "./like.ts";
import { compileMember } from "./member.ts";
import { comparisons, operations, unaries } from "./operators.ts";

/** Makes a function of a frame out of an expression, once for all rows. */
export function compileExpression(
  node: Expression,
  context: Context,
): Evaluate {
  const key = context.grouping?.keys.get(print(node));
  if (key !== undefined) return (frame) => frame[key];
  const compile = (inner: Expression): Evaluate =>
    compileExpression(inner, context);
  const compileAll = (inner: readonly Expression[]): Evaluate[] =>
    inner.map(compile);
  switch (node.kind) {
    case "literal": {
      const { value } = node;
      return () => value;
    }
    case "parameter": {
      const value = parameterOf(node, context.parameters);
      return () => value;
    }
    case "name":
      return compileName(node, context);
    case "member":
      return compilePath(node, context);
    case "array": {
      const elements = compileAll(node.elements);
      return (frame) =>
        elements
          .map((element) => element(frame))
          .filter((value) => value !== undefined);
    }
    case "object":
      return compileObject(
        node.properties.map(({ name, value }) => [name, compile(value)]),
      );
    case "unary": {
      const operate = unaries[node.operator];
      const operand = compile(node.operand);
      return (frame) => operate(operand(frame));
    }
    case "binary": {
      const left = compile(node.left);
      const right = compile(node.right);
      const { operator } = node;
      if (operator === "??") {
        return (frame) => {
          const value = left(frame);
          return value === undefined ? right(frame) : value;
        };
      }
      const constant = constantOf(node.right, context.parameters);
      if (constant !== undefined && Object.hasOwn(comparisons, operator)) {
        return compileComparison(operator, left, constant[0]);
      }
      const operate = operations[operator];
      return (frame) => operate(left(frame), right(frame));
    }
    case "logical":
      return compileLogical(node.operator, compileAll(node.operands));
    case "conditional": {
      const condition = compile(node.condition);
      const consequent = compile(node.consequent);
      const alternate = compile(node.alternate);
      return (frame) =>
        condition(frame) === true ? consequent(frame) : alternate(frame);
    }
    case "between": {
      const operand = compile(node.operand);
      const low = compile(node.low);
      const high = compile(node.high);
      return negate(node.negated, (frame) => {
        const value = operand(frame);
        const isAbove = comparisons[">="](value, low(frame));
        const isBelow = comparisons["<="](value, high(frame));
        if (isAbove === false || isBelow === false) return false;
        return isAbove === true && isBelow === true ? true : undefined;
      });
    }
    case "in": {
      const operand = compile(node.operand);
      return negate(
        node.negated,
        compileIn(operand, node.list, compileAll(node.list), context),
      );
    }
    case "like": {
      const operand = compile(node.operand);
      const pattern = compilePattern(node.pattern, node.escape, context);
      return negate(node.negated, (frame) => {
        const value = operand(frame);
        const matcher = pattern(frame);
        return typeof value === "string" && matcher !== undefined
          ? matcher.test(value)
          : undefined;
      });
    }
    case "call":
      return aggregates.has(node.name.toUpperCase()) && !node.isUdf
        ? compileAggregate(node, context)
        : compileCall(node, compileAll(node.args), context.findFunction);
    case "subquery": {
      if (!hasOneResult(node.query)) throw manyResults(node);
      const results = context.compileInner(node.query, context);
      return (frame) => {
        const found = results(frame, 2);
        if (found.length > 1) throw manyResults(node);
        return found[0];
      };
    }
    case "exists": {
      const results = context.compileInner(node.query, context);
      return (frame) => results(frame, 1).length > 0;
    }
    case "arrayQuery": {
      const results = context.compileInner(node.query, context);
      return (frame) => results(frame);
    }
  }
}

/** The service looks at the text, not at what comes out: an element of an array must be counted. */
function hasOneResult(query: QueryNode): boolean {
  const { sources, groupBy, top, limit } = query;
  const isCounted = top !== undefined || limit !== undefined;
  const isAggregate = groupBy.length === 0 && isAggregated(query);
  return (
    isCounted ||
    isAggregate ||
    sources.every(
      ({ collection, iterates }) =>
        !iterates &&
        (collection.kind === "path" || hasOneResult(collection.query)),
    )
  );
}

function manyResults(at: Span): QueryError {
  return new QueryError(
    "SC9000",
    "The cardinality of a scalar subquery result set cannot be greater than one.",
    at,
  );
}

/** Constants that only the documentation's example of ToString shows. */
const numberNames: ReadonlyMap<string, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
]);

function compileName(node: NameNode, { scope }: Context): Evaluate {
  const found = scope.find(node.name);
  if (found === undefined) {
    const constant = numberNames.get(node.name);
    if (constant === undefined) throw unresolved(node.name, node);
    return () => constant;
  }
  if (found.scope.isClosed) {
    throw new QueryError(
      "SC9000",
      `Property reference '${node.name}' is invalid in the select list because it is not contained in ` +
        "either an aggregate function or the GROUP BY clause.",
      node,
    );
  }
  const { slot } = found;
  return (frame) => frame[slot];
}

function compilePath(node: MemberNode, context: Context): Evaluate {
  const { object, key } = node;
  if (object.kind === "name" && context.grouping === undefined) {
    const found = context.scope.find(object.name);
    if (found !== undefined && !found.scope.isClosed) {
      const inner = constantOf(key, context.parameters);
      if (inner !== undefined) return compileMember(found.slot, inner[0]);
    }
  }
  const inner = compileExpression(object, context);
  const constant = constantOf(key, context.parameters);
  if (constant !== undefined) return compileMember(inner, constant[0]);
  const computed = compileExpression(key, context);
  return (frame) => compileMember(() => inner(frame), computed(frame))(frame);
}

function compileObject(
  properties: readonly (readonly [string, Evaluate])[],
): Evaluate {
  return (frame) => {
    const result: Record<string, unknown> = {};
    for (const [name, evaluate] of properties) {
      const value = evaluate(frame);
      if (value !== undefined) setProperty(result, name, value);
    }
    return result;
  };
}

function compileIn(
  operand: Evaluate,
  list: readonly Expression[],
  compiled: readonly Evaluate[],
  { parameters }: Context,
): Evaluate {
  const constants = list.map((node) => constantOf(node, parameters)?.[0]);
  if (constants.every((value) => value !== undefined && !isDeep(value))) {
    const set = new Set(constants);
    return (frame) => {
      const value = operand(frame);
      return value === undefined ? undefined : set.has(value);
    };
  }
  return (frame) => {
    const value = operand(frame);
    if (value === undefined) return undefined;
    let isUndefined = false;
    for (const evaluate of compiled) {
      const candidate = evaluate(frame);
      if (candidate === undefined) isUndefined = true;
      else if (isSame(value, candidate)) return true;
    }
    return isUndefined ? undefined : false;
  };
}

function isDeep(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}

function compilePattern(
  node: Expression,
  escape: string | undefined,
  context: Context,
): (frame: Frame) => RegExp | undefined {
  if (escape !== undefined && escape.length !== 1) {
    throw unsupported("ESCAPE takes one character.", node);
  }
  const toMatcher = (pattern: unknown): RegExp | undefined =>
    typeof pattern === "string" ? likePattern(pattern, escape) : undefined;
  const constant = constantOf(node, context.parameters);
  if (constant === undefined) {
    const pattern = compileExpression(node, context);
    return (frame) => toMatcher(pattern(frame));
  }
  const matcher = toMatcher(constant[0]);
  return () => matcher;
}

function negate(negated: boolean, evaluate: Evaluate): Evaluate {
  return negated ? (frame) => unaries.NOT(evaluate(frame)) : evaluate;
}

function compileAggregate(node: CallNode, context: Context): Evaluate {
  const { grouping, scope } = context;
  const aggregate = aggregates.get(node.name.toUpperCase());
  if (grouping === undefined || aggregate === undefined) {
    throw unsupported(
      `The aggregate '${node.name}' may stand in SELECT only, and not in another aggregate.`,
      node,
    );
  }
  const [argument] = node.args;
  if (argument === undefined || node.args.length > 1) {
    throw unsupported(`The aggregate '${node.name}' takes one argument.`, node);
  }
  const slot = scope.reserve();
  scope.isClosed = false;
  const compiled = compileExpression(argument, {
    ...context,
    grouping: undefined,
  });
  scope.isClosed = true;
  grouping.aggregates.push({
    create: aggregate.create,
    argument: compiled,
    slot,
  });
  return (frame) => frame[slot];
}
