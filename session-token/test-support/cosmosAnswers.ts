import { LaggingStore, type Item } from "./LaggingStore.ts";

export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | undefined>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A base64 of eight bytes: the SDK keeps tokens only under a container `_rid` of that length. */
const CONTAINER_RID = "AAAAAAAAAAA=";

export function answer(request: Incoming, store: LaggingStore): Answer {
  const { method, path } = request;
  const [, , , , , kind, id] = path.split("/");
  if (kind === undefined) {
    return method === "DELETE" ? { status: 204 } : container();
  }
  if (kind === "pkranges") return ranges();
  if (kind === "sprocs") return written(store, 200, { done: true }, request);
  if (kind !== "docs") return problem(404, `No answer for ${path}.`);
  if (method === "POST" && id === undefined) return post(request, store);
  if (method === "GET") return read(request, store, id);
  return change(request, store, id ?? "");
}

function container(): Answer {
  return {
    status: 200,
    headers: { "x-ms-content-path": "AAAAAA==" },
    body: {
      id: "orders",
      _rid: CONTAINER_RID,
      partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
    },
  };
}

function ranges(): Answer {
  return {
    status: 200,
    body: {
      PartitionKeyRanges: [
        { id: "0", minInclusive: "", maxExclusive: "FF", parents: [] },
      ],
      _count: 1,
    },
  };
}

function post(request: Incoming, store: LaggingStore): Answer {
  const { headers } = request;
  if (headers["x-ms-cosmos-is-query-plan-request"] !== undefined) {
    return { status: 200, body: orderByPlan() };
  }
  if (headers["x-ms-documentdb-isquery"] !== undefined) {
    return query(request, store);
  }
  if (headers["x-ms-cosmos-is-batch-request"] !== undefined) {
    const operations = request.body as { id?: string; resourceBody?: Item }[];
    for (const { resourceBody } of operations) {
      if (resourceBody !== undefined) {
        store.write(resourceBody.id, resourceBody);
      }
    }
    const results = operations.map(({ resourceBody }) => ({
      statusCode: 201,
      requestCharge: 1,
      eTag: "e",
      resourceBody,
    }));
    return written(store, 200, results, request);
  }
  const item = request.body as Item;
  const status = store.written.items.has(item.id) ? 200 : 201;
  store.write(item.id, item);
  return written(store, status, item, request);
}

function change(request: Incoming, store: LaggingStore, id: string): Answer {
  const old = store.written.items.get(id);
  if (old === undefined) return problem(404, "Entity not found", 0, store);
  if (request.method === "DELETE") {
    store.write(id, undefined);
    return written(store, 204, undefined, request);
  }
  const item =
    request.method === "PUT"
      ? (request.body as Item)
      : { ...old, patched: true };
  store.write(id, item);
  return written(store, 200, item, request);
}

function read(
  { headers }: Incoming,
  store: LaggingStore,
  id: string | undefined,
): Answer {
  if (!store.canServe(headers["x-ms-session-token"])) return refusal(store);
  if (id === undefined) return changeFeed(headers, store);
  const item = store.readable.items.get(id);
  if (item === undefined) return problem(404, "Entity not found", 0, store);
  return served(store, item);
}

function changeFeed(headers: Incoming["headers"], store: LaggingStore): Answer {
  const etag = String(store.readable.lsn);
  if (headers["if-none-match"] === etag) {
    return { ...served(store, undefined, { etag }), status: 304 };
  }
  return served(store, feed(store), { etag });
}

function query(request: Incoming, store: LaggingStore): Answer {
  const { query: sql } = request.body as { query: string };
  if (!store.canServe(request.headers["x-ms-session-token"])) {
    return refusal(store);
  }
  if (!sql.includes("ORDER BY")) return served(store, feed(store));
  if (request.headers["x-ms-documentdb-partitionkeyrangeid"] === undefined) {
    return {
      status: 400,
      headers: { "x-ms-substatus": "1004" },
      body: {
        message: "Cross partition query only supports 'VALUE <AggregateFunc>'.",
        additionalErrorInfo: JSON.stringify(orderByPlan()),
      },
    };
  }
  const Documents = [...store.readable.items.values()].map((item) => ({
    _rid: item.id,
    orderByItems: [{ item: item.id }],
    payload: item,
  }));
  return served(store, {
    _rid: CONTAINER_RID,
    Documents,
    _count: Documents.length,
  });
}

function feed(store: LaggingStore): object {
  const Documents = [...store.readable.items.values()];
  return { _rid: CONTAINER_RID, Documents, _count: Documents.length };
}

function orderByPlan(): object {
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      distinctType: "None",
      orderBy: ["Ascending"],
      orderByExpressions: ["c.id"],
      groupByExpressions: [],
      groupByAliases: [],
      aggregates: [],
      groupByAliasToAggregateType: {},
      rewrittenQuery:
        "SELECT c._rid, [{item: c.id}] AS orderByItems, c AS payload FROM c WHERE ({documentdb-formattableorderbyquery-filter}) ORDER BY c.id",
      hasSelectValue: false,
    },
    queryRanges: [
      { min: "", max: "FF", isMinInclusive: true, isMaxInclusive: false },
    ],
  };
}

function state(lsn: number): Record<string, string> {
  return {
    "x-ms-session-token": LaggingStore.tokenAt(lsn),
    "x-ms-alt-content-path": "dbs/shop/colls/orders",
    "x-ms-content-path": CONTAINER_RID,
  };
}

function served(
  store: LaggingStore,
  body: unknown,
  headers: Record<string, string> = {},
): Answer {
  return {
    status: 200,
    headers: { ...state(store.readable.lsn), ...headers },
    body,
  };
}

function written(
  store: LaggingStore,
  status: number,
  body: unknown,
  { path }: Incoming,
): Answer {
  if (path.includes("/sprocs/")) store.write("by-sproc", { id: "by-sproc" });
  return {
    status,
    headers: { ...state(store.written.lsn), etag: "e" },
    body,
  };
}

/** What the service says when no replica has reached the token. */
function refusal(store: LaggingStore): Answer {
  return problem(
    404,
    "The read session is not available for the input session token.",
    1002,
    store,
  );
}

/** Every answer of 400 and above needs a JSON object with `message`, or the SDK breaks on it. */
function problem(
  status: number,
  message: string,
  subStatus = 0,
  store?: LaggingStore,
): Answer {
  return {
    status,
    headers: {
      "x-ms-substatus": String(subStatus),
      ...(store === undefined ? {} : state(store.readable.lsn)),
    },
    body: { code: String(status), message },
  };
}
