import type { View } from "../../replication/PartitionKeyRange.ts";
import type { Container } from "../account/Container.ts";
import { isTrue, type Answer, type GatewayRequest } from "../Operation.ts";
import type { Query } from "../query/Query.ts";
import { dataHeaders } from "./answers.ts";
import { noteViews, viewsFor } from "./consistency.ts";
import {
  formatContinuation,
  parseContinuation,
  type Position,
} from "./continuation.ts";
import { itemsOf, pageInOrder } from "./queryPage.ts";
import { queryMetrics } from "./queryMetrics.ts";
import type { Scope } from "./scope.ts";
import type { StoredItem } from "./StoredItem.ts";

interface Asked {
  readonly request: GatewayRequest;
  readonly container: Container;
  readonly query: Query;
  readonly scope: Scope;
}

/** As many results as the service puts on a page when it is free to choose, and when nobody says. */
const MAX_PAGE = 1000;
const DEFAULT_PAGE = 100;

/** One range behind the other, until the page is full. */
export async function answerInOrder(asked: Asked): Promise<Answer> {
  const { request, container, query, scope } = asked;
  const limit = pageLimit(request);
  let position = positionOf(request);
  const views: View<StoredItem>[] = [];
  const results: unknown[] = [];
  let next: Position | undefined;
  let itemsRead = 0;
  for (const range of rangesFrom(scope, position)) {
    const [view] = await viewsFor(request, container, [range]);
    views.push(view!);
    const page = pageInOrder(
      request.account,
      query,
      scope,
      view!,
      position ?? { behind: -1, skip: 0 },
      limit - results.length,
    );
    results.push(...page.results);
    itemsRead += page.itemsRead;
    next = page.next;
    if (next !== undefined) break;
    position = undefined;
  }
  noteViews(request, container, views);
  return answer(asked, views, results, next, itemsRead);
}

/** Everything is seen before the first result; further pages are cut from what was found. */
export async function answerMerged(
  asked: Asked,
  text: string,
): Promise<Answer> {
  const { request, container, query, scope } = asked;
  const views = await viewsFor(request, container, scope.ranges);
  const key = JSON.stringify([
    text,
    container.rid,
    scope.partition,
    request.headers["x-ms-documentdb-partitionkey"],
    request.headers["x-ms-start-epk"],
    views.map((view) => view.token),
  ]);
  const { merged } = request.account;
  const known = merged.get(key);
  const results = known ?? [
    ...query.run(itemsOf(request.account, scope, views)),
  ];
  const skip = positionOf(request)?.skip ?? 0;
  const end = skip + pageLimit(request);
  const next =
    end < results.length
      ? { range: scope.ranges[0]!.id, behind: -1, skip: end }
      : undefined;
  if (next !== undefined) merged.set(key, results);
  const page = results.slice(skip, end);
  const itemsRead = views.reduce((sum, { range }) => sum + range.store.live, 0);
  return answer(asked, views, page, next, known === undefined ? itemsRead : 0);
}

function answer(
  { request, container }: Asked,
  views: readonly View<StoredItem>[],
  results: readonly unknown[],
  next: Position | undefined,
  itemsRead: number,
): Answer {
  const charge = Math.round((2.79 + itemsRead * 0.025) * 100) / 100;
  const headers = dataHeaders(request, container, views, charge);
  headers["x-ms-item-count"] = results.length;
  if (views.length === 1) {
    headers["x-ms-documentdb-partitionkeyrangeid"] = views[0]!.range.id;
  }
  const body = JSON.stringify({
    _rid: container.rid,
    Documents: results,
    _count: results.length,
  });
  if (isTrue(request.headers["x-ms-documentdb-populatequerymetrics"])) {
    headers["x-ms-documentdb-query-metrics"] = queryMetrics({
      itemsRead,
      results: results.length,
      bytes: Buffer.byteLength(body),
    });
  }
  if (next !== undefined) {
    headers["x-ms-continuation"] = formatContinuation(next);
  }
  return { status: 200, headers, body };
}

function positionOf({ headers }: GatewayRequest): Position | undefined {
  const continuation = headers["x-ms-continuation"];
  return typeof continuation === "string" && continuation !== ""
    ? parseContinuation(continuation)
    : undefined;
}

export function pageLimit({ headers }: GatewayRequest): number {
  const asked = Number(headers["x-ms-max-item-count"] ?? DEFAULT_PAGE);
  return asked >= 1 && asked < MAX_PAGE ? Math.floor(asked) : MAX_PAGE;
}

/** The ranges that are still to be seen; of a range that was split meanwhile, what came of it. */
function rangesFrom(scope: Scope, position: Position | undefined) {
  const { ranges } = scope;
  if (position === undefined) return ranges;
  const { range: id } = position;
  const first = ranges.findIndex(
    (range) => range.id === id || range.parents.includes(id),
  );
  return first === -1 ? ranges : ranges.slice(first);
}
