import { createRandom, type Random } from "../../replication/random.ts";
import { compileCorrelationFilter } from "./compileCorrelationFilter.ts";
import type { MatchMessage, RuleFilter } from "./Rule.ts";
import { compileSqlFilter } from "./sql/compileSqlFilter.ts";

/**
 * Reads a filter once, so that asking it for a message costs little.
 *
 * @param random What `newid()` is made of; by default the same at each start.
 * @throws {RuleError} When the service would refuse it, or when it uses what the lab has not.
 */
export function compileFilter(
  filter: RuleFilter,
  random: Random = createRandom(0),
): MatchMessage {
  switch (filter.kind) {
    case "sql":
      return compileSqlFilter(filter.expression, filter.parameters, random);
    case "correlation":
      return compileCorrelationFilter(filter);
    case "true":
      return () => true;
    case "false":
      return () => false;
  }
}
