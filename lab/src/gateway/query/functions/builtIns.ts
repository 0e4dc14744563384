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

/**
 * Finds a function by its name in capitals, for one query.
 *
 * @param started When the query began to run.
 */
export function builtIns(
  { now, random }: Surroundings,
  started: () => number,
): (name: string) => BuiltIn | undefined {
  const bound = new Map<string, BuiltIn>();
  return (name) => {
    const found = always.get(name) ?? bound.get(name);
    if (found !== undefined || bound.size > 0) return found;
    bound.set("RAND", { least: 0, most: 0, apply: random });
    const current = currentDateFunctions(now, started);
    for (const [own, builtIn] of Object.entries(current)) {
      bound.set(own, builtIn);
    }
    return bound.get(name);
  };
}
