import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { describeRequest, isOfCosmos } from "./describeRequest.ts";

type Headers = Readonly<Record<string, string>>;

function operationOf(
  method: string,
  path: string,
  headers: Headers = {},
): string {
  return describeRequest(method, path, (name) => headers[name]).operation;
}

describe("a request to Cosmos DB", () => {
  it("is known by its headers, whatever the host is called", () => {
    const headers: Headers = {
      "x-ms-version": "2020-07-15",
      "x-ms-documentdb-query-enablecrosspartition": "true",
    };
    assert.equal(
      isOfCosmos((name) => headers[name]),
      true,
    );
    assert.equal(
      isOfCosmos((name) =>
        name === "x-ms-version" ? "2021-12-02" : undefined,
      ),
      false,
      "a request to Azure Storage",
    );
  });

  it("tells container, item, key and token", () => {
    const headers: Headers = {
      "x-ms-documentdb-partitionkey": '["\\u00fc"]',
      "x-ms-session-token": "0:-1#4",
      "x-ms-consistency-level": "Session",
    };
    assert.deepEqual(
      describeRequest(
        "GET",
        "/dbs/shop/colls/orders/docs/a%20b",
        (name) => headers[name],
      ),
      {
        operation: "item.read",
        kind: "read",
        method: "GET",
        path: "/dbs/shop/colls/orders/docs/a%20b",
        container: "shop/orders",
        itemId: "a b",
        partitionKey: '["ü"]',
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
      () => undefined,
    );
    assert.deepEqual([container, operation], ["shop/orders", "item.read"]);
  });

  it("is a read or a write by method and headers", () => {
    const item = "/dbs/d/colls/c/docs/1";
    const feed = "/dbs/d/colls/c/docs";
    assert.equal(operationOf("PUT", item), "item.replace");
    assert.equal(operationOf("PATCH", item), "item.patch");
    assert.equal(operationOf("DELETE", item), "item.delete");
    assert.equal(operationOf("POST", feed), "items.create");
    assert.equal(
      operationOf("POST", feed, { "x-ms-documentdb-is-upsert": "true" }),
      "items.upsert",
    );
    assert.equal(
      operationOf("POST", feed, { "x-ms-documentdb-isquery": "true" }),
      "items.query",
    );
    assert.equal(
      operationOf("POST", feed, {
        "x-ms-cosmos-is-batch-request": "true",
        "x-ms-cosmos-batch-atomic": "true",
      }),
      "items.batch",
    );
    assert.equal(
      operationOf("POST", feed, {
        "x-ms-cosmos-is-batch-request": "true",
        "x-ms-cosmos-batch-atomic": "false",
      }),
      "items.bulk",
    );
    assert.equal(operationOf("GET", feed), "items.changeFeed");
    assert.equal(
      operationOf("POST", "/dbs/d/colls/c/sprocs/s"),
      "storedProcedure.execute",
    );
  });

  it("about metadata, or for the plan of a query, is none of an item", () => {
    const other = [
      operationOf("GET", "/"),
      operationOf("GET", "/dbs/d/colls/c"),
      operationOf("GET", "/dbs/d/colls/c/pkranges"),
      operationOf("POST", "/dbs"),
      operationOf("POST", "/dbs/d/colls/c/docs", {
        "x-ms-documentdb-isquery": "true",
        "x-ms-cosmos-is-query-plan-request": "True",
      }),
    ];
    assert.deepEqual(new Set(other), new Set(["other"]));
  });
});
