import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { startLocalCosmos } from "./wire.ts";

const { endpoint, key, wire, stop } = await startLocalCosmos();

// #region default
const client = new CosmosClient({ endpoint, key });
const orders = client.database("shop").container("orders");

await orders.items.create({ id: "42", pk: "a" });
await orders.item("42", "a").read();

assert.equal(wire.requests.at(-1)?.token, undefined); // the read was sent without a token
// #endregion

// #region session
const other = new CosmosClient({
  endpoint,
  key,
  consistencyLevel: "Session",
});
const same = other.database("shop").container("orders");

await same.item("42", "a").read();
assert.equal(wire.requests.at(-1)?.token, undefined); // this client has not seen the write

await same.items.upsert({ id: "42", pk: "a" });
await same.item("42", "a").read();
assert.equal(wire.requests.at(-1)?.token, "0:1#102#1=102"); // its own write: sent by itself
// #endregion

client.dispose();
other.dispose();
await stop();
console.log("proved: no token is sent that the client was not asked for");
