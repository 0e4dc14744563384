import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isOfCosmos, readHeaders } from "./RequestHeaders.ts";

type Headers = Readonly<Record<string, unknown>>;

describe("the headers of a request to Cosmos DB", () => {
  it("tell it from others, whatever the host is called", () => {
    const known = (headers: Headers): boolean =>
      isOfCosmos((name) => headers[name]);
    const version = { "x-ms-version": "2020-07-15" };
    assert.equal(known(version), false, "a request to Azure Storage");
    assert.equal(
      known({
        ...version,
        "x-ms-documentdb-query-enablecrosspartition": "true",
      }),
      true,
    );
  });

  it("tell token, level and place; what is empty, or no text, is not there", () => {
    const headers: Headers = {
      "x-ms-documentdb-partitionkey": '["c1"]',
      "x-ms-session-token": "0:-1#4",
      "x-ms-consistency-level": "",
      "x-ms-documentdb-partitionkeyrangeid": 0,
    };
    assert.deepEqual(
      readHeaders("GET", (name) => headers[name]),
      {
        purpose: "create",
        partitionKey: '["c1"]',
        rangeId: undefined,
        level: undefined,
        sent: "0:-1#4",
      },
    );
  });

  it("tell what is posted", () => {
    const purposeOf = (...names: string[]): string =>
      readHeaders("POST", (name) => (names.includes(name) ? "True" : undefined))
        .purpose;
    const [query, plan] = [
      "x-ms-documentdb-isquery",
      "x-ms-cosmos-is-query-plan-request",
    ];
    const [batch, atomic] = [
      "x-ms-cosmos-is-batch-request",
      "x-ms-cosmos-batch-atomic",
    ];
    assert.equal(purposeOf(), "create");
    assert.equal(purposeOf("x-ms-documentdb-is-upsert"), "upsert");
    assert.equal(purposeOf(query), "query");
    assert.equal(purposeOf(query, plan), "plan");
    assert.equal(purposeOf(batch, atomic), "batch");
    assert.equal(purposeOf(batch), "bulk");
  });
});
