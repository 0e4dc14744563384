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
  readonly rangeId: string | undefined;
  readonly level: string | undefined;
  /** The session token of the request. */
  readonly sent: string | undefined;
}

export type ReadHeader = (name: string) => unknown;

/**
 * Both are on every request of `@azure/cosmos` (3.17.3 to 4.10.1, measured). Hosts tell nothing:
 * emulators, private endpoints and proxies have names of their own.
 */
export function isOfCosmos(header: ReadHeader): boolean {
  return (
    header("x-ms-version") !== undefined &&
    header("x-ms-documentdb-query-enablecrosspartition") !== undefined
  );
}

export function describeRequest(
  method: string,
  target: string,
  header: ReadHeader,
): CosmosRequest {
  const text = (name: string): string | undefined => {
    const value = header(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
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
    (isInContainer ? inContainer(method, feed, id, text) : undefined) ?? other;
  return {
    operation,
    kind,
    method,
    path,
    container: isInContainer ? `${database ?? ""}/${container}` : undefined,
    itemId: feed === "docs" ? id : undefined,
    partitionKey: normalise(text("x-ms-documentdb-partitionkey")),
    rangeId: text("x-ms-documentdb-partitionkeyrangeid"),
    level: text("x-ms-consistency-level"),
    sent: text("x-ms-session-token"),
  };
}

type Meaning = Pick<CosmosRequest, "operation" | "kind">;

const other: Meaning = { operation: "other", kind: "other" };

function inContainer(
  method: string,
  feed: string | undefined,
  id: string | undefined,
  text: (name: string) => string | undefined,
): Meaning | undefined {
  if (feed === "sprocs" && method === "POST" && id !== undefined) {
    return { operation: "storedProcedure.execute", kind: "write" };
  }
  if (feed !== "docs") return undefined;
  if (id !== undefined) return ofItem[method];
  if (method === "GET") return { operation: "items.changeFeed", kind: "read" };
  if (method !== "POST") return undefined;
  const isSet = (name: string): boolean => text(name)?.toLowerCase() === "true";
  if (isSet("x-ms-cosmos-is-query-plan-request")) return other;
  if (isSet("x-ms-documentdb-isquery")) {
    return { operation: "items.query", kind: "read" };
  }
  if (isSet("x-ms-cosmos-is-batch-request")) {
    return isSet("x-ms-cosmos-batch-atomic")
      ? { operation: "items.batch", kind: "write" }
      : { operation: "items.bulk", kind: "write" };
  }
  return isSet("x-ms-documentdb-is-upsert")
    ? { operation: "items.upsert", kind: "write" }
    : { operation: "items.create", kind: "write" };
}

const ofItem: Readonly<Record<string, Meaning>> = {
  GET: { operation: "item.read", kind: "read" },
  PUT: { operation: "item.replace", kind: "write" },
  PATCH: { operation: "item.patch", kind: "write" },
  DELETE: { operation: "item.delete", kind: "write" },
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
