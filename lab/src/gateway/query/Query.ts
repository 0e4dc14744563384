import type { OrderPath } from "./orderPaths.ts";

/** A query as the SDK sends it. */
export interface QuerySpec {
  readonly query: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly value: unknown;
  }[];
}

/** JSON object of an item, with its system properties. */
export type Item = Readonly<Record<string, unknown>>;

/** A query made ready to run, any number of times, over any items. */
export interface Query {
  /**
   * The results in their order, made as they are taken. An element is any JSON value; `undefined`
   * results are left out, as the service does.
   */
  run(items: Iterable<Item>): Iterable<unknown>;
  /** Whether FROM and WHERE let something of this item through. */
  concerns(item: Item): boolean;
  /**
   * Results of several ranges cannot be put one behind the other: ORDER BY, aggregates, GROUP BY,
   * DISTINCT, TOP, OFFSET. Then the SDK asks each range with the rewritten query of the plan.
   */
  readonly needsMerge: boolean;
  /** What the SDK needs to merge the answers of several ranges. */
  readonly plan: QueryPlan;
  /**
   * What an item must have to be of interest, where the filter says so by equality at the top level,
   * by path without quotes: `id`, `address/city`. For point look-ups instead of scans.
   */
  readonly equalities: ReadonlyMap<string, unknown>;
  /** The paths of ORDER BY; empty without one, and where it goes by something else. */
  readonly order: readonly OrderPath[];
}

/** The answer to a query plan request, as the SDK reads it. */
export interface QueryPlan {
  readonly partitionedQueryExecutionInfoVersion: 2;
  readonly queryInfo: Readonly<Record<string, unknown>>;
  readonly queryRanges: readonly {
    readonly min: string;
    readonly max: string;
    readonly isMinInclusive: boolean;
    readonly isMaxInclusive: boolean;
  }[];
}
