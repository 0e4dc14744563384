/** What the headers of a request to Cosmos DB say of it. */
export interface RequestHeaders {
  /** What is posted to the items of a container; of other requests it says nothing. */
  readonly purpose: "plan" | "query" | "batch" | "bulk" | "upsert" | "create";
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

export function readHeaders(
  method: string,
  header: ReadHeader,
): RequestHeaders {
  const isPosted = method === "POST";
  return {
    purpose: isPosted ? purposeOf(header) : "create",
    partitionKey: text(header("x-ms-documentdb-partitionkey")),
    rangeId: text(header("x-ms-documentdb-partitionkeyrangeid")),
    level: text(header("x-ms-consistency-level")),
    sent: text(header("x-ms-session-token")),
  };
}

function purposeOf(header: ReadHeader): RequestHeaders["purpose"] {
  const isSet = (name: string): boolean =>
    text(header(name))?.toLowerCase() === "true";
  if (isSet("x-ms-cosmos-is-query-plan-request")) return "plan";
  if (isSet("x-ms-documentdb-isquery")) return "query";
  if (isSet("x-ms-cosmos-is-batch-request")) {
    return isSet("x-ms-cosmos-batch-atomic") ? "batch" : "bulk";
  }
  return isSet("x-ms-documentdb-is-upsert") ? "upsert" : "create";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
