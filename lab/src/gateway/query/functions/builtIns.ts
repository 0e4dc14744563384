import type { BuiltIn } from "../compile/context.ts";
import { arrayFunctions } from "./arrays.ts";
import { dateFunctions } from "./dates.ts";
import { mathFunctions } from "./math.ts";
import { regexFunctions } from "./regex.ts";
import { stringFunctions } from "./strings.ts";
import { typeFunctions } from "./types.ts";

/** Where a query gets what is not in its items. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

const pure = { ...arrayFunctions, ...mathFunctions, ...regexFunctions };
const always = { ...pure, ...stringFunctions, ...typeFunctions };
const alwaysThere = Object.entries<BuiltIn>(always);

/** All functions that a query may call, by names in capitals. */
export function builtIns({
  now,
  random,
}: Surroundings): ReadonlyMap<string, BuiltIn> {
  return new Map([
    ...alwaysThere,
    ...Object.entries(dateFunctions(now)),
    ["RAND", { least: 0, most: 0, apply: random }],
  ]);
}
