import type { CountNode, QueryNode } from "../ast.ts";
import { unsupported } from "../QueryError.ts";
import { constantOf } from "./context.ts";

/** How many results are passed over, and how many taken at most. */
export interface Counts {
  readonly top: number | undefined;
  readonly offset: number | undefined;
  readonly limit: number | undefined;
}

/** @throws {QueryError} When one of them is no number that counts something. */
export function countsOf(
  query: QueryNode,
  parameters: ReadonlyMap<string, unknown>,
): Counts {
  if (query.top !== undefined && query.offset !== undefined) {
    throw unsupported(
      "TOP cannot be used in a query that has OFFSET and LIMIT.",
      query.top,
    );
  }
  return {
    top: count(query.top, "TOP", parameters),
    offset: count(query.offset, "OFFSET", parameters),
    limit: count(query.limit, "LIMIT", parameters),
  };
}

function count(
  node: CountNode | undefined,
  clause: string,
  parameters: ReadonlyMap<string, unknown>,
): number | undefined {
  if (node === undefined) return undefined;
  const value = constantOf(node, parameters)?.[0];
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw unsupported(
      `${clause} takes a whole number that is not negative, not ${JSON.stringify(value)}.`,
      node,
    );
  }
  return value;
}
