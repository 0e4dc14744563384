import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "../Operation.ts";
import { operations } from "../operations/index.ts";

const byRoute = new Map<string, Operation[]>();
for (const operation of operations) {
  const route = `${operation.method} ${operation.path}`;
  byRoute.set(route, [...(byRoute.get(route) ?? []), operation]);
}

/** The first operation of that method and path whose headers fit. */
export function findOperation(
  route: string,
  headers: IncomingHttpHeaders,
): Operation | undefined {
  return byRoute
    .get(route)
    ?.find(({ when }) => when === undefined || when(headers));
}

// "GET /dbs/*/colls/*": every second segment is an id.
export function routeOf(method: string, segments: readonly string[]): string {
  const pattern = segments
    .map((segment, index) => (index % 2 === 1 ? "*" : segment))
    .join("/");
  return `${method} /${pattern}`;
}
