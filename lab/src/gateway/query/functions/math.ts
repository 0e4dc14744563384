import type { BuiltIn } from "../compile/context.ts";
import { finite } from "../values.ts";

/** A function of numbers; of anything else, or when JSON cannot write the result, it is undefined. */
function ofNumbers(
  least: number,
  compute: (...numbers: number[]) => number,
  most = least,
): BuiltIn {
  return {
    least,
    most,
    apply: (...values: unknown[]) =>
      values.every((value) => typeof value === "number")
        ? finite(compute(...values))
        : undefined,
  };
}

/** Halves go away from zero. */
function round(value: number, digits = 0): number {
  const shifted = Number(`${Math.abs(value)}e${digits}`);
  // Too big for decimal notation, so there is nothing behind the point.
  if (!Number.isFinite(shifted)) return value;
  const rounded = Number(`${Math.round(shifted)}e${-digits}`);
  return Math.sign(value) * rounded;
}

/** Whole numbers of 64 bits, as the service's Int functions compute them. */
function ofIntegers(
  count: 1 | 2,
  compute: (left: bigint, right: bigint) => bigint,
): BuiltIn {
  return {
    least: count,
    most: count,
    apply: (left: unknown, right: unknown = 0) => {
      if (!Number.isInteger(left) || !Number.isInteger(right)) return undefined;
      try {
        const result = compute(BigInt(left as number), BigInt(right as number));
        return Number(BigInt.asIntN(64, result));
      } catch {
        // Division by zero, or a shift by less than nothing.
        return undefined;
      }
    },
  };
}

function shift(value: bigint, by: bigint): bigint {
  if (by < 0n || by > 64n) throw new RangeError("shift out of range");
  return value << by;
}

export const mathFunctions: Readonly<Record<string, BuiltIn>> = {
  ABS: ofNumbers(1, Math.abs),
  ACOS: ofNumbers(1, Math.acos),
  ASIN: ofNumbers(1, Math.asin),
  ATAN: ofNumbers(1, Math.atan),
  // The documented example: ATN2(35.175643, 129.44) is 1.305…, so x comes first.
  ATN2: ofNumbers(2, (x, y) => Math.atan2(y, x)),
  CEILING: ofNumbers(1, Math.ceil),
  COS: ofNumbers(1, Math.cos),
  COT: ofNumbers(1, (value) => 1 / Math.tan(value)),
  DEGREES: ofNumbers(1, (value) => (value * 180) / Math.PI),
  EXP: ofNumbers(1, Math.exp),
  FLOOR: ofNumbers(1, Math.floor),
  LOG: ofNumbers(
    1,
    (value, base = Math.E) => Math.log(value) / Math.log(base),
    2,
  ),
  LOG10: ofNumbers(1, Math.log10),
  NUMBERBIN: ofNumbers(
    1,
    (value, size = 1) => Math.floor(value / size) * size,
    2,
  ),
  PI: ofNumbers(0, () => Math.PI),
  POWER: ofNumbers(2, (base, exponent) => base ** exponent),
  RADIANS: ofNumbers(1, (value) => (value * Math.PI) / 180),
  ROUND: ofNumbers(1, round, 2),
  SIGN: ofNumbers(1, Math.sign),
  SIN: ofNumbers(1, Math.sin),
  SQRT: ofNumbers(1, Math.sqrt),
  SQUARE: ofNumbers(1, (value) => value * value),
  TAN: ofNumbers(1, Math.tan),
  TRUNC: ofNumbers(1, Math.trunc),
  INTADD: ofIntegers(2, (left, right) => left + right),
  INTSUB: ofIntegers(2, (left, right) => left - right),
  INTMUL: ofIntegers(2, (left, right) => left * right),
  INTDIV: ofIntegers(2, (left, right) => left / right),
  INTMOD: ofIntegers(2, (left, right) => left % right),
  INTBITAND: ofIntegers(2, (left, right) => left & right),
  INTBITOR: ofIntegers(2, (left, right) => left | right),
  INTBITXOR: ofIntegers(2, (left, right) => left ^ right),
  INTBITNOT: ofIntegers(1, (value) => ~value),
  INTBITLEFTSHIFT: ofIntegers(2, shift),
  INTBITRIGHTSHIFT: ofIntegers(2, (value, by) => value >> by),
};
