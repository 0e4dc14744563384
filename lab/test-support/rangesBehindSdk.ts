import type { CosmosClientOptions, Items, SqlQuerySpec } from "@azure/cosmos";
import { compileQuery } from "../src/gateway/query/compileQuery.ts";
import type { Item, QuerySpec } from "../src/gateway/query/Query.ts";
import { QueryError } from "../src/gateway/query/QueryError.ts";

/** What the versions of the SDK have in common for a query. */
type Sdk = Pick<typeof import("@azure/cosmos"), "CosmosClient">;

/** The parts of a request that say which range is asked for what. */
interface SdkRequest {
  readonly path?: string;
  readonly body?: string;
  readonly partitionKeyRangeId?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Items of each range, in the order of the ranges. */
export type Ranges = readonly (readonly Item[])[];

/**
 * Asks a query of an unmodified SDK over several ranges, so that its own code merges the answers. A
 * plugin of the SDK answers in place of the network. Pages have two results at most.
 */
export async function fetchOverRanges(
  sdk: Sdk,
  ranges: Ranges,
  spec: QuerySpec,
): Promise<unknown[]> {
  return withItems(sdk, ranges, async (items) => {
    const query = items.query<unknown>(spec as SqlQuerySpec, {
      maxItemCount: 2,
    });
    return (await query.fetchAll()).resources;
  });
}

/**
 * The same page by page, each from a new iterator that goes on where the continuation token of the
 * last page says: versions from 4.9 then put filters of their own into the rewritten query.
 */
export async function fetchByTokens(
  sdk: Sdk,
  ranges: Ranges,
  spec: QuerySpec,
): Promise<unknown[]> {
  return withItems(sdk, ranges, async (items) => {
    const all: unknown[] = [];
    let continuationToken: string | undefined;
    do {
      const options = { maxItemCount: 2, enableQueryControl: true };
      const page = await items
        .query(spec as SqlQuerySpec, {
          ...options,
          ...(continuationToken === undefined ? {} : { continuationToken }),
        })
        .fetchNext();
      all.push(...((page.resources as unknown[] | undefined) ?? []));
      continuationToken = page.continuationToken;
    } while (continuationToken);
    return all;
  });
}

async function withItems(
  sdk: Sdk,
  ranges: Ranges,
  ask: (items: Items) => Promise<unknown[]>,
): Promise<unknown[]> {
  const options: CosmosClientOptions & Readonly<Record<"plugins", unknown>> = {
    endpoint: "https://ranges.invalid",
    key: "a2V5",
    connectionPolicy: { enableEndpointDiscovery: false },
    plugins: [{ on: "request", plugin: answering(ranges) }],
  };
  const client = new sdk.CosmosClient(options);
  try {
    return await ask(client.database("d").container("c").items);
  } finally {
    client.dispose();
  }
}

function answering(ranges: Ranges): (request: SdkRequest) => Promise<unknown> {
  const answer = (request: SdkRequest): unknown => {
    if (request.path?.endsWith("/pkranges") === true) {
      return { PartitionKeyRanges: ranges.map(describeRange) };
    }
    const spec = JSON.parse(request.body ?? "") as QuerySpec;
    const query = orRefuse(() => compileQuery(spec));
    const id = request.partitionKeyRangeId;
    if (request.headers["x-ms-cosmos-is-query-plan-request"] !== undefined) {
      return orRefuse(() => query.plan);
    }
    if (id === undefined) {
      if (query.needsMerge) throw refusal("The query needs a plan.");
      return { Documents: ranges.flatMap((items) => [...query.run(items)]) };
    }
    return { Documents: [...query.run(ranges[Number(id)] ?? [])] };
  };
  return async (request) => {
    const result = answer(request) as { Documents?: unknown[] };
    const { Documents: all } = result;
    const headers: Record<string, string> = { "x-ms-request-charge": "1" };
    if (all === undefined) return { result, headers, code: 200 };
    const start = startOf(all, request.headers["x-ms-continuation"]);
    const end = start + 2;
    if (all.length > end) headers["x-ms-continuation"] = tokenOf(all, end);
    return { result: { Documents: all.slice(start, end) }, headers, code: 200 };
  };
}

/**
 * Says where the next page starts. Rows in an order are known by their item, not by their number: the
 * SDK goes on with another filter, so that there may be less rows than before.
 */
function tokenOf(rows: readonly unknown[], end: number): string {
  const row = rows[end] as { _rid?: string; orderByItems?: unknown };
  return row.orderByItems === undefined ? String(end) : `rid:${row._rid ?? ""}`;
}

function startOf(rows: readonly unknown[], token = "0"): number {
  if (!token.startsWith("rid:")) return Number(token);
  return rows.findIndex(
    (row) => `rid:${(row as { _rid: string })._rid}` === token,
  );
}

function describeRange(
  _: unknown,
  index: number,
  all: readonly unknown[],
): unknown {
  const border = (at: number): string =>
    at === 0
      ? ""
      : at === all.length
        ? "FF"
        : at.toString(16).padStart(2, "0").toUpperCase();
  return {
    id: String(index),
    minInclusive: border(index),
    maxExclusive: border(index + 1),
  };
}

function orRefuse<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof QueryError ? refusal(error.errors) : error;
  }
}

/** As the SDK makes an error of a 400 that says that a plan is needed. */
function refusal(message: string): Error {
  return Object.assign(new Error(message), {
    code: 400,
    body: { message, additionalErrorInfo: "a plan" },
    headers: {},
  });
}
