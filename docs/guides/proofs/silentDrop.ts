import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { startLocalCosmos } from "./wire.ts";

interface Order {
  id: string;
  status: string;
}

const { endpoint, key, wire, stopReplication, stop } = await startLocalCosmos();
const client = new CosmosClient({ endpoint, key });
const orders = client.database("shop").container("orders");
await orders.items.create({ id: "42", pk: "a", status: "placed" });

// #region drop
stopReplication();
const write = await orders.items.upsert({
  id: "42",
  pk: "a",
  status: "cancelled",
});
const sessionToken = write.headers["x-ms-session-token"] as string;

const read = await orders.item("42", "a").read<Order>({ sessionToken });

assert.equal(read.statusCode, 200); // a success,
assert.equal(read.resource?.status, "placed"); // with the old version
assert.deepEqual(wire.requests.slice(-2), [
  { token: sessionToken, status: 404 }, // the service: I am not that far (404, sub status 1002)
  { token: undefined, status: 200 }, // the SDK: then without the token
]);
// #endregion

// #region notice
assert.equal(sessionToken, "0:1#102#1=102"); // what was asked for
assert.equal(read.headers["x-ms-session-token"], "0:1#101#1=101"); // what answered: older
// #endregion

client.dispose();
await stop();
console.log("proved: after 404/1002 the SDK reads again without the token");
