/* eslint-disable @typescript-eslint/no-deprecated -- "bulk" is, and much code still calls it */
import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { startLocalCosmos } from "./wire.ts";

const { endpoint, key, stop } = await startLocalCosmos();
const client = new CosmosClient({ endpoint, key });
const orders = client.database("shop").container("orders");

/** Looks through everything that an answer holds. */
function holdsToken(answer: object): boolean {
  return JSON.stringify(answer).includes("x-ms-session-token");
}

// #region item
const write = await orders.items.create({ id: "42", pk: "a" });

assert.equal("sessionToken" in write, false); // there is no such property
assert.equal(write.headers["x-ms-session-token"], "0:1#101#1=101"); // it is here
// #endregion

// #region queries
const all = await orders.items.query("SELECT * FROM c").fetchAll();
assert.equal(holdsToken(all), false); // lost

const sorted = orders.items.query("SELECT * FROM c ORDER BY c.id");
assert.equal(holdsToken(await sorted.fetchNext()), false); // lost

const simple = orders.items.query("SELECT * FROM c");
assert.equal(holdsToken(await simple.fetchNext()), true); // kept, page by page
// #endregion

// #region bulk
const operation = {
  operationType: "Upsert" as const,
  partitionKey: "a",
  resourceBody: { id: "42", pk: "a" },
};

const bulk = await orders.items.bulk([operation]);
assert.equal(holdsToken(bulk), false); // lost

const [result] = await orders.items.executeBulkOperations([operation]);
assert.equal(result?.response?.sessionToken, "0:1#103#1=103"); // kept, for each operation
// #endregion

client.dispose();
await stop();
console.log("proved: which answers lose the token");
