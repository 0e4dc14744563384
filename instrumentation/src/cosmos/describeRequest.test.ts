import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { BatchReads } from "./readsOfBatch.ts";
import { describeRequest } from "./describeRequest.ts";
import type { RequestHeaders } from "./RequestHeaders.ts";

const none: RequestHeaders = {
  purpose: "create",
  partitionKey: undefined,
  rangeId: undefined,
  level: undefined,
  sent: undefined,
};

function operationOf(
  method: string,
  path: string,
  purpose: RequestHeaders["purpose"] = "create",
): string {
  return describeRequest(method, path, { ...none, purpose }).operation;
}

describe("a request to Cosmos DB", () => {
  it("tells container, item, key and token", () => {
    assert.deepEqual(
      describeRequest("GET", "/dbs/shop/colls/orders/docs/a%20b", {
        ...none,
        partitionKey: '["\\u00fc"]',
        sent: "0:-1#4",
        level: "Session",
      }),
      {
        operation: "item.read",
        kind: "read",
        method: "GET",
        path: "/dbs/shop/colls/orders/docs/a%20b",
        container: "shop/orders",
        itemId: "a b",
        partitionKey: '["ü"]',
        items: undefined,
        rangeId: undefined,
        level: "Session",
        sent: "0:-1#4",
      },
    );
  });

  it("may stand behind a path that the endpoint has", () => {
    const { container, operation } = describeRequest(
      "GET",
      "/cosmos/dbs/shop/colls/orders/docs/1?x=y",
      none,
    );
    assert.deepEqual([container, operation], ["shop/orders", "item.read"]);
  });

  it("is told from one to another container or database, however they alternate", () => {
    const paths = ["d/colls/c", "d/colls/e", "f/colls/e", "d/colls/c"];
    assert.deepEqual(
      paths.map(
        (path) => describeRequest("GET", `/dbs/${path}/docs/1`, none).container,
      ),
      ["d/c", "d/e", "f/e", "d/c"],
    );
  });

  it("is a read or a write by its method and by what is posted", () => {
    const item = "/dbs/d/colls/c/docs/1";
    const feed = "/dbs/d/colls/c/docs";
    assert.equal(operationOf("PUT", item), "item.replace");
    assert.equal(operationOf("PATCH", item), "item.patch");
    assert.equal(operationOf("DELETE", item), "item.delete");
    assert.equal(operationOf("GET", feed), "items.changeFeed");
    assert.equal(operationOf("POST", feed), "items.create");
    for (const purpose of ["upsert", "query", "batch", "bulk"] as const) {
      assert.equal(operationOf("POST", feed, purpose), `items.${purpose}`);
    }
    assert.equal(
      operationOf("POST", "/dbs/d/colls/c/sprocs/s"),
      "storedProcedure.execute",
    );
  });

  it("that is a batch is a read where nothing else is asked for than items", () => {
    const items = [{ itemId: "1" }];
    const batch = (reads?: BatchReads) =>
      describeRequest(
        "POST",
        "/dbs/d/colls/c/docs",
        { ...none, purpose: "batch" },
        reads,
      );
    assert.equal(batch().kind, "write");
    assert.equal(batch({ items, alsoWrites: true }).kind, "write");
    assert.equal(batch({ items, alsoWrites: false }).kind, "read");
    assert.deepEqual(batch({ items, alsoWrites: true }).items, items);
  });

  it("about metadata, or for the plan of a query, is none of an item", () => {
    const other = [
      operationOf("GET", "/"),
      operationOf("GET", "/dbs/d/colls/c"),
      operationOf("GET", "/dbs/d/colls/c/pkranges"),
      operationOf("POST", "/dbs"),
      operationOf("POST", "/dbs/d/colls/c/docs", "plan"),
    ];
    assert.deepEqual(new Set(other), new Set(["other"]));
  });
});
