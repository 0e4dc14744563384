import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { describe, it } from "mocha";
import {
  checkGrant,
  readResourceToken,
  writeResourceToken,
  type Grant,
} from "./resourceToken.ts";

const key = createSecretKey(Buffer.from("a key"));
const grant: Grant = {
  resource: "dbs/shop/colls/orders",
  mode: "All",
  until: 1_000,
};
const segments = ["dbs", "shop", "colls", "orders", "docs", "1"];

describe("a resource token", () => {
  it("says what it allows to whoever has the key", () => {
    const token = writeResourceToken(key, grant);
    assert.deepEqual(readResourceToken(key, token), grant);
  });

  it("says nothing when it was signed with another key, or changed", () => {
    const other = createSecretKey(Buffer.from("another key"));
    const token = writeResourceToken(key, grant);
    const more = writeResourceToken(key, { ...grant, resource: "dbs/shop" });
    const [signed] = token.split(";");
    const [, text] = more.split(";");
    assert.equal(readResourceToken(other, token), undefined);
    assert.equal(readResourceToken(key, `${signed!};${text!};`), undefined);
    assert.equal(
      readResourceToken(key, "type=resource&ver=1.0&sig="),
      undefined,
    );
  });

  it("opens what it is for, what is below it, and the account", () => {
    for (const path of [segments, segments.slice(0, 4), []]) {
      checkGrant(grant, { method: "GET", segments: path, headers: {} }, 999);
    }
  });

  it("does not open what only begins like it", () => {
    const path = ["dbs", "shop", "colls", "orders2", "docs"];
    assert.throws(
      () =>
        checkGrant(grant, { method: "GET", segments: path, headers: {} }, 0),
      { status: 403, message: /not for dbs\/shop\/colls\/orders2\/docs/ },
    );
  });

  it("opens nothing when its time is over", () => {
    assert.throws(
      () => checkGrant(grant, { method: "GET", segments, headers: {} }, 1_000),
      { status: 403, message: /over its time/ },
    );
  });

  it("for reading lets queries through, and no other POST", () => {
    const reading: Grant = { ...grant, mode: "Read" };
    const feed = segments.slice(0, 5);
    const query = { "x-ms-documentdb-isquery": "True" };
    checkGrant(reading, { method: "POST", segments: feed, headers: query }, 0);
    assert.throws(
      () =>
        checkGrant(reading, { method: "POST", segments: feed, headers: {} }, 0),
      { status: 403 },
    );
  });

  it("for the first level of a key opens what is below it", () => {
    const within: Grant = { ...grant, partitionKey: ["acme"] };
    const asked = (partitionKey: string) => ({
      method: "GET",
      segments,
      headers: { "x-ms-documentdb-partitionkey": partitionKey },
    });
    checkGrant(within, asked('["acme","ann"]'), 0);
    for (const other of ['["umbrella","ann"]', "[]", "nonsense"]) {
      assert.throws(() => checkGrant(within, asked(other), 0), { status: 403 });
    }
  });
});
