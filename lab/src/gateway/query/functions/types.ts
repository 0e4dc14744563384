import type { BuiltIn } from "../compile/context.ts";
import { isObject } from "../values.ts";
import { parseDateTime } from "./dateTime.ts";

/** Tests of a type are false for undefined, never undefined. */
function test(isOfType: (value: unknown) => boolean): BuiltIn {
  return { least: 1, most: 1, apply: isOfType };
}

export const typeFunctions: Readonly<Record<string, BuiltIn>> = {
  IS_ARRAY: test(Array.isArray),
  IS_BOOL: test((value) => typeof value === "boolean"),
  IS_DATETIME: test((value) => parseDateTime(value) !== undefined),
  IS_DEFINED: test((value) => value !== undefined),
  IS_FINITE_NUMBER: test(Number.isFinite),
  IS_INTEGER: test(
    (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 63,
  ),
  IS_NULL: test((value) => value === null),
  IS_NUMBER: test((value) => typeof value === "number"),
  IS_OBJECT: test(isObject),
  IS_PRIMITIVE: test((value) => value === null || /^[bns]/.test(typeof value)),
  IS_STRING: test((value) => typeof value === "string"),
};
