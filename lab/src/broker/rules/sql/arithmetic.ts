import { asInt64, isNumber, type Value } from "../value.ts";
import type { Arithmetic } from "./Expression.ts";

/** As C# does (documentation of SQL filters). `undefined`: unknown, where C# would throw. */
export function calculate(
  operator: Arithmetic,
  left: Value,
  right: Value,
): Value | undefined {
  if (typeof left === "bigint" && typeof right === "bigint") {
    return calculateInt64(operator, left, right);
  }
  if (isNumber(left) && isNumber(right)) {
    return calculateDouble(operator, Number(left), Number(right));
  }
  if (
    operator === "+" &&
    (typeof left === "string" || typeof right === "string")
  ) {
    const [first, second] = [asText(left), asText(right)];
    return first === undefined || second === undefined
      ? undefined
      : first + second;
  }
  return undefined;
}

export function applySign(minus: boolean, value: Value): Value | undefined {
  if (!isNumber(value)) return undefined;
  if (!minus) return value;
  return typeof value === "bigint" ? asInt64(-value) : -value;
}

function calculateInt64(
  operator: Arithmetic,
  left: bigint,
  right: bigint,
): bigint | undefined {
  switch (operator) {
    case "+":
      return asInt64(left + right);
    case "-":
      return asInt64(left - right);
    case "*":
      return asInt64(left * right);
    case "/":
      return right === 0n ? undefined : asInt64(left / right);
    case "%":
      return right === 0n ? undefined : left % right;
  }
}

function calculateDouble(
  operator: Arithmetic,
  left: number,
  right: number,
): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
  }
}

/** In a sum with a text, C# takes numbers and booleans as text, too. */
function asText(value: Value): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
    case "number":
      return String(value);
    case "boolean":
      return value ? "True" : "False";
    default:
      return undefined;
  }
}
