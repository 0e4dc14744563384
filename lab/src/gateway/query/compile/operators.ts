// Operators on values. What makes no sense is undefined, never an error.
import type {
  ArithmeticOperator,
  BinaryOperator,
  ComparisonOperator,
} from "../ast.ts";
import { finite, isSame } from "../values.ts";

type Operation = (left: unknown, right: unknown) => unknown;

/**
 * Values of different types are never equal, and without order: `1 < "2"` is undefined, and so is an
 * order of arrays and objects, and everything with undefined. As the service's own engine for tests
 * compares (read in the .NET SDK's offline engine): `1 = "1"` is false, not undefined.
 */
export const comparisons: Readonly<Record<ComparisonOperator, Operation>> = {
  "=": (left, right) =>
    left === undefined || right === undefined ? undefined : isSame(left, right),
  "!=": (left, right) =>
    left === undefined || right === undefined
      ? undefined
      : !isSame(left, right),
  "<": (left, right) =>
    isOrdered(left, right) ? (left as number) < (right as number) : undefined,
  "<=": (left, right) =>
    isOrdered(left, right) ? (left as number) <= (right as number) : undefined,
  ">": (left, right) =>
    isOrdered(left, right) ? (left as number) > (right as number) : undefined,
  ">=": (left, right) =>
    isOrdered(left, right) ? (left as number) >= (right as number) : undefined,
};

/** Two numbers, two strings, two booleans, two nulls. */
function isOrdered(left: unknown, right: unknown): boolean {
  return (
    typeof left === typeof right &&
    (typeof left !== "object" || (left === null && right === null)) &&
    left !== undefined
  );
}

function arithmetic(compute: (a: number, b: number) => number): Operation {
  return (left, right) =>
    typeof left === "number" && typeof right === "number"
      ? finite(compute(left, right))
      : undefined;
}

const arithmetics: Readonly<Record<ArithmeticOperator, Operation>> = {
  "+": arithmetic((a, b) => a + b),
  "-": arithmetic((a, b) => a - b),
  "*": arithmetic((a, b) => a * b),
  "/": arithmetic((a, b) => a / b),
  "%": arithmetic((a, b) => a % b),
  "&": arithmetic((a, b) => a & b),
  "|": arithmetic((a, b) => a | b),
  "^": arithmetic((a, b) => a ^ b),
  "<<": arithmetic((a, b) => a << b),
  ">>": arithmetic((a, b) => a >> b),
  ">>>": arithmetic((a, b) => a >>> b),
};

export const operations: Readonly<Record<BinaryOperator, Operation>> = {
  ...comparisons,
  ...arithmetics,
  "||": (left, right) =>
    typeof left === "string" && typeof right === "string"
      ? left + right
      : undefined,
  "??": (left, right) => (left === undefined ? right : left),
};

export const unaries: Readonly<
  Record<"+" | "-" | "~" | "NOT", (value: unknown) => unknown>
> = {
  "+": (value) => (typeof value === "number" ? value : undefined),
  "-": (value) => (typeof value === "number" ? -value : undefined),
  "~": (value) => (typeof value === "number" ? ~value : undefined),
  NOT: (value) => (typeof value === "boolean" ? !value : undefined),
};
