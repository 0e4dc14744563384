import { dataHeaders } from "../items/answers.ts";
import { changesIn, type ChangedItem } from "../items/changesIn.ts";
import { viewsFor } from "../items/consistency.ts";
import { noteConcerns } from "../items/noteConcerns.ts";
import { pageLimit } from "../items/queryAnswers.ts";
import { rangeInHeader } from "../items/rangeHeader.ts";
import { scopeOf } from "../items/scope.ts";
import type { GatewayRequest, Operation } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";

/** Latest version mode: each item once, as it is now, in the order of its last change. */
export const readChangeFeed: Operation = {
  name: "items.changeFeed",
  kind: "read",
  method: "GET",
  path: "/dbs/*/colls/*/docs",
  when: (headers) => headers["a-im"] !== undefined,
  async run(request) {
    const { account, ids, headers } = request;
    const mode = String(headers["a-im"]);
    if (mode.toLowerCase() !== "incremental feed") {
      throw new ServiceError(
        400,
        `The lab has the change feed in latest version mode only (A-IM: Incremental feed); "${mode}" was asked for.`,
      );
    }
    const container = account.container(ids[0]!, ids[1]!);
    const scope = scopeOf(request, container);
    if (scope.ranges.length !== 1 || scope.isWhole) {
      // A range that was split: the SDK reads the ranges again and goes on with its children.
      rangeInHeader(request, container);
    }
    noteConcerns(request, container, scope);
    const [range] = scope.ranges;
    const [view] = await viewsFor(request, container, [range!]);
    const since = sinceOf(request, range!.lsn);
    const { items, lsn } = changesIn(
      account,
      scope,
      view!,
      since,
      timeOf(request),
      pageLimit(request),
    );
    const charge = Math.max(1, items.length * 0.5);
    const answered = dataHeaders(request, container, [view!], charge);
    answered["etag"] = `"${lsn}"`;
    answered["x-ms-item-count"] = items.length;
    answered["x-ms-documentdb-partitionkeyrangeid"] = range!.id;
    if (items.length === 0) return { status: 304, headers: answered };
    const documents = items.map(withLsn).join(",");
    return {
      status: 200,
      headers: answered,
      body: `{"_rid":"${container.rid}","Documents":[${documents}],"_count":${items.length}}`,
    };
  },
};

/** The item as JSON; only the change feed says at which LSN it was written. */
function withLsn({ item, lsn }: ChangedItem): string {
  return `${item.bytes.toString().slice(0, -1)},"_lsn":${lsn}}`;
}

/** LSN behind which it goes on: of the last answer's etag; `*` is now; nothing is the beginning. */
function sinceOf({ headers }: GatewayRequest, head: number): number {
  const etag = headers["if-none-match"];
  if (etag === undefined || etag === "") return -1;
  if (etag === "*") return head;
  const lsn = /^"?(\d+)"?$/.exec(etag)?.[1];
  if (lsn !== undefined) return Number(lsn);
  throw new ServiceError(
    400,
    `If-None-Match of a change feed is the etag of its last answer, or * for now; got "${etag.slice(0, 100)}".`,
  );
}

/** Milliseconds since 1970; items changed before are left out. */
function timeOf({ headers }: GatewayRequest): number | undefined {
  const since = headers["if-modified-since"];
  if (since === undefined) return undefined;
  const time = Date.parse(since);
  if (!Number.isNaN(time)) return time;
  throw new ServiceError(
    400,
    `If-Modified-Since is no date: "${since.slice(0, 100)}".`,
  );
}
