import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { startLocalCosmos } from "./wire.ts";

const { endpoint, key, wire, stop } = await startLocalCosmos();

// #region replace
const client = new CosmosClient({
  endpoint,
  key,
  consistencyLevel: "Session",
});
const orders = client.database("shop").container("orders");

const first = await orders.items.create({ id: "42", pk: "a" });
await orders.items.upsert({ id: "42", pk: "a", status: "cancelled" });

await orders.item("42", "a").read();
assert.equal(wire.requests.at(-1)?.token, "0:1#102#1=102"); // the client's own

const sessionToken = first.headers["x-ms-session-token"] as string;
await orders.item("42", "a").read({ sessionToken });
assert.equal(wire.requests.at(-1)?.token, "0:1#101#1=101"); // older, and sent all the same
// #endregion

client.dispose();
await stop();
console.log("proved: an explicit token replaces the client's own");
