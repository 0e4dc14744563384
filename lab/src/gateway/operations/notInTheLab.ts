// What the service has and the lab has not. Each answers an error that names itself, and is counted
// among the unknown.
import type { IncomingHttpHeaders } from "node:http";

/** By the collections of their paths. */
const collections: Readonly<Record<string, string>> = {
  clientencryptionkeys: "client encryption keys",
  attachments: "attachments",
};

const routes: Readonly<Record<string, string>> = {
  "POST /dbs/*/colls/*/sprocs/*":
    "engine that runs stored procedures; it keeps their definitions",
};

/** A write that is to run triggers must not be done without them. */
export function asksForTrigger(headers: IncomingHttpHeaders): boolean {
  return (
    headers["x-ms-documentdb-pre-trigger-include"] !== undefined ||
    headers["x-ms-documentdb-post-trigger-include"] !== undefined
  );
}

/** What a request asks for that is not there; `undefined` when nobody knows it. */
export function whatIsMissing(
  route: string,
  segments: readonly string[],
  headers: IncomingHttpHeaders,
): string | undefined {
  if (asksForTrigger(headers)) {
    return "engine that runs triggers; it keeps their definitions";
  }
  if (Object.hasOwn(routes, route)) return routes[route];
  const collection = segments.find(
    (segment, index) => index % 2 === 0 && Object.hasOwn(collections, segment),
  );
  return collection === undefined ? undefined : collections[collection];
}
