import type { BuiltIn } from "../compile/context.ts";
import { arrayFunctions } from "./arrays.ts";
import { currentDateFunctions, pureDateFunctions } from "./dates.ts";
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

const always: ReadonlyMap<string, BuiltIn> = new Map(
  Object.entries({
    ...arrayFunctions,
    ...mathFunctions,
    ...pureDateFunctions,
    ...regexFunctions,
    ...stringFunctions,
    ...typeFunctions,
  }),
);

/** Finds a function by its name in capitals, for one query. */
export function builtIns({
  now,
  random,
}: Surroundings): (name: string) => BuiltIn | undefined {
  const bound = new Map<string, BuiltIn>();
  return (name) => {
    const found = always.get(name) ?? bound.get(name);
    if (found !== undefined || bound.size > 0) return found;
    bound.set("RAND", { least: 0, most: 0, apply: random });
    for (const [current, builtIn] of currentDateFunctions(now)) {
      bound.set(current, builtIn);
    }
    return bound.get(name);
  };
}
