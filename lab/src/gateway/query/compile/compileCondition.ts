import type { BinaryOperator } from "../ast.ts";
import type { Evaluate } from "./context.ts";
import { operations } from "./operators.ts";

/** A comparison with something that is the same for every row: the commonest filter. */
export function compileComparison(
  operator: BinaryOperator,
  left: Evaluate,
  right: unknown,
): Evaluate {
  if (right === undefined) return () => undefined;
  const isPlain = typeof right !== "object" || right === null;
  if (isPlain && operator === "=") {
    return (frame) => {
      const value = left(frame);
      return value === undefined ? undefined : value === right;
    };
  }
  if (isPlain && operator === "!=") {
    return (frame) => {
      const value = left(frame);
      return value === undefined ? undefined : value !== right;
    };
  }
  if (typeof right === "number" || typeof right === "string") {
    const ordered = compileOrdered(operator, left, right);
    if (ordered !== undefined) return ordered;
  }
  const operate = operations[operator];
  return (frame) => operate(left(frame), right);
}

function compileOrdered(
  operator: BinaryOperator,
  left: Evaluate,
  right: number | string,
): Evaluate | undefined {
  const type = typeof right;
  const when =
    (compare: (value: number | string) => boolean): Evaluate =>
    (frame) => {
      const value = left(frame);
      return typeof value === type
        ? compare(value as number | string)
        : undefined;
    };
  switch (operator) {
    case "<":
      return when((value) => value < right);
    case "<=":
      return when((value) => value <= right);
    case ">":
      return when((value) => value > right);
    case ">=":
      return when((value) => value >= right);
    default:
      return undefined;
  }
}

/**
 * AND and OR of three truths: false AND undefined is false, true OR undefined is true, everything else
 * with undefined is undefined. What is no boolean counts as undefined.
 */
export function compileLogical(
  operator: "AND" | "OR",
  operands: readonly Evaluate[],
): Evaluate {
  const decisive = operator === "OR";
  const [first, second] = operands;
  if (operands.length === 2 && first !== undefined && second !== undefined) {
    return (frame) => {
      const left = first(frame);
      if (left === decisive) return decisive;
      const right = second(frame);
      if (right === decisive) return decisive;
      return left === !decisive && right === !decisive ? !decisive : undefined;
    };
  }
  return (frame) => {
    let result: boolean | undefined = !decisive;
    for (const operand of operands) {
      const value = operand(frame);
      if (value === decisive) return decisive;
      if (value !== !decisive) result = undefined;
    }
    return result;
  };
}
