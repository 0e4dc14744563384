import type { BuiltIn } from "../compile/context.ts";
import { finite, isObject, isSame, keyOf, order } from "../values.ts";

function ofArrays(
  least: number,
  compute: (...arrays: (readonly unknown[])[]) => unknown,
  most = least,
): BuiltIn {
  return {
    least,
    most,
    apply: (...values: unknown[]) =>
      values.every(Array.isArray)
        ? compute(...(values as unknown[][]))
        : undefined,
  };
}

function ofNumbers(compute: (numbers: readonly number[]) => number): BuiltIn {
  return ofArrays(1, (array = []) =>
    array.every((element) => typeof element === "number")
      ? finite(compute(array))
      : undefined,
  );
}

/** The first or last of an array of values that have an order. */
function extreme(sign: 1 | -1): BuiltIn {
  return ofArrays(1, (array = []) =>
    array.some((element) => Array.isArray(element) || isObject(element))
      ? undefined
      : array.reduce(
          (found, element) =>
            found === undefined || order(element, found) * sign > 0
              ? element
              : found,
          undefined,
        ),
  );
}

function containing(quantifier: "every" | "some"): BuiltIn {
  return {
    least: 2,
    most: Infinity,
    apply: (array: unknown, ...wanted: unknown[]) =>
      Array.isArray(array)
        ? wanted[quantifier]((value) => includes(array, value))
        : undefined,
  };
}

function includes(array: readonly unknown[], value: unknown): boolean {
  return value !== undefined && array.some((element) => isSame(element, value));
}

/** Whether an object has all that another one has, at every depth; arrays must be as long. */
function hasPart(value: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return (
      Array.isArray(value) &&
      value.length === part.length &&
      part.every((inner, index) => hasPart(value[index], inner))
    );
  }
  if (!isObject(part)) return isSame(value, part);
  return (
    isObject(value) &&
    Object.entries(part).every(
      ([key, inner]) => Object.hasOwn(value, key) && hasPart(value[key], inner),
    )
  );
}

function unique(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export const arrayFunctions: Readonly<Record<string, BuiltIn>> = {
  ARRAY_AVG: ofNumbers((numbers) => sum(numbers) / numbers.length),
  ARRAY_CONCAT: ofArrays(2, (...arrays) => arrays.flat(), Infinity),
  ARRAY_CONTAINS: {
    least: 2,
    most: 3,
    apply: (array: unknown, value: unknown, partial: unknown) => {
      if (!Array.isArray(array) || value === undefined) return undefined;
      return partial === true
        ? array.some((element) => hasPart(element, value))
        : includes(array, value);
    },
  },
  ARRAY_CONTAINS_ALL: containing("every"),
  ARRAY_CONTAINS_ANY: containing("some"),
  ARRAY_LENGTH: ofArrays(1, (array = []) => array.length),
  ARRAY_MAX: extreme(1),
  ARRAY_MEDIAN: ofNumbers(median),
  ARRAY_MIN: extreme(-1),
  ARRAY_SLICE: {
    least: 2,
    most: 3,
    apply: (array: unknown, start: unknown, ...rest: unknown[]) => {
      if (!Array.isArray(array) || typeof start !== "number") return undefined;
      const first = start < 0 ? Math.max(0, array.length + start) : start;
      if (rest.length === 0) return array.slice(first) as unknown[];
      const [length] = rest;
      return typeof length === "number"
        ? (array.slice(first, first + Math.max(0, length)) as unknown[])
        : undefined;
    },
  },
  ARRAY_SUM: ofNumbers(sum),
  CHOOSE: {
    least: 2,
    most: Infinity,
    apply: (index: unknown, ...values: unknown[]) =>
      typeof index === "number" ? values[index - 1] : undefined,
  },
  IIF: {
    least: 3,
    most: 3,
    apply: (condition: unknown, then: unknown, otherwise: unknown) =>
      condition === true ? then : otherwise,
  },
  OBJECTTOARRAY: {
    least: 1,
    most: 3,
    apply: (object: unknown, ...[key = "k", value = "v"]: unknown[]) =>
      isObject(object) && typeof key === "string" && typeof value === "string"
        ? Object.entries(object).map(([name, inner]) => ({
            [key]: name,
            [value]: inner,
          }))
        : undefined,
  },
  SETDIFFERENCE: ofArrays(2, (left = [], right = []) =>
    unique(left).filter((value) => !includes(right, value)),
  ),
  SETEQUAL: ofArrays(
    2,
    (left = [], right = []) =>
      left.every((value) => includes(right, value)) &&
      right.every((value) => includes(left, value)),
  ),
  SETINTERSECT: ofArrays(2, (left = [], right = []) =>
    unique(left).filter((value) => includes(right, value)),
  ),
  SETUNION: ofArrays(2, (left = [], right = []) => unique([...left, ...right])),
};
