import type { Target } from "../flow/Read.ts";
import type { BatchReads } from "./readsOfBatch.ts";
import type { RequestHeaders } from "./RequestHeaders.ts";

/** What a request to Cosmos DB asks for, as far as method, path and headers say it. */
export interface CosmosRequest {
  /** `item.read`, `items.query`, `items.create`, … as the lab calls them. */
  readonly operation: string;
  readonly kind: "read" | "write" | "other";
  readonly method: string;
  readonly path: string;
  /** `database/container` */
  readonly container: string | undefined;
  readonly itemId: string | undefined;
  /** JSON array: `["c1"]`. */
  readonly partitionKey: string | undefined;
  /** What is read by a batch or a bulk call, also by one that is a write. */
  readonly items: readonly Target[] | undefined;
  readonly rangeId: string | undefined;
  readonly level: string | undefined;
  /** The session token of the request. */
  readonly sent: string | undefined;
}

/** @param reads of a batch or a bulk call */
export function describeRequest(
  method: string,
  target: string,
  headers: RequestHeaders,
  reads?: BatchReads,
): CosmosRequest {
  const path = pathOf(target);
  const segments = path.split("/");
  if (path.includes("%")) segments.forEach(decodeIn);
  // The first is empty: a path begins with a slash.
  const [, dbs, database, colls, container, feed, id] = segments;
  const isInContainer =
    dbs === "dbs" &&
    colls === "colls" &&
    container !== undefined &&
    segments.length <= 7;
  const { operation, kind } =
    (isInContainer ? inContainer(method, feed, id, headers) : undefined) ??
    other;
  return {
    operation,
    kind: reads?.alsoWrites === false ? "read" : kind,
    method,
    path,
    container: isInContainer ? nameOf(database ?? "", container) : undefined,
    itemId: feed === "docs" ? id : undefined,
    partitionKey: normalise(headers.partitionKey),
    items: reads?.items,
    rangeId: headers.rangeId,
    level: headers.level,
    sent: headers.sent,
  };
}

let latestDatabase: string | undefined;
let latestContainer: string | undefined;
let latestName = "";

/** One text for all calls to a container: what is the same text is compared, and hashed, at once. */
function nameOf(database: string, container: string): string {
  if (database !== latestDatabase || container !== latestContainer) {
    latestDatabase = database;
    latestContainer = container;
    latestName = `${database}/${container}`;
  }
  return latestName;
}

type Meaning = Pick<CosmosRequest, "operation" | "kind">;

const other: Meaning = { operation: "other", kind: "other" };

function inContainer(
  method: string,
  feed: string | undefined,
  id: string | undefined,
  headers: RequestHeaders,
): Meaning | undefined {
  if (feed === "sprocs" && method === "POST" && id !== undefined) {
    return { operation: "storedProcedure.execute", kind: "write" };
  }
  if (feed !== "docs") return undefined;
  if (id !== undefined) return ofItem[method];
  if (method === "GET") return { operation: "items.changeFeed", kind: "read" };
  return method === "POST" ? posted[headers.purpose] : undefined;
}

const ofItem: Readonly<Record<string, Meaning>> = {
  GET: { operation: "item.read", kind: "read" },
  PUT: { operation: "item.replace", kind: "write" },
  PATCH: { operation: "item.patch", kind: "write" },
  DELETE: { operation: "item.delete", kind: "write" },
};

const posted: Readonly<Record<RequestHeaders["purpose"], Meaning>> = {
  plan: other,
  query: { operation: "items.query", kind: "read" },
  batch: { operation: "items.batch", kind: "write" },
  bulk: { operation: "items.bulk", kind: "write" },
  upsert: { operation: "items.upsert", kind: "write" },
  create: { operation: "items.create", kind: "write" },
};

/** Without a path before `/dbs` that an endpoint may have, and without a query. */
function pathOf(target: string): string {
  const query = target.indexOf("?");
  const path = query < 0 ? target : target.slice(0, query);
  const at = path.indexOf("/dbs/");
  const own = at > 0 ? path.slice(at) : path;
  return own.endsWith("/") ? own.slice(0, -1) : own;
}

function decodeIn(segment: string, index: number, segments: string[]): void {
  try {
    segments[index] = decodeURIComponent(segment);
  } catch {
    // Then it stays as it is.
  }
}

/** The SDK escapes what is not ASCII: `["\u00fc"]`. */
function normalise(partitionKey: string | undefined): string | undefined {
  if (partitionKey?.includes("\\") !== true) return partitionKey;
  try {
    return JSON.stringify(JSON.parse(partitionKey));
  } catch {
    return partitionKey;
  }
}
