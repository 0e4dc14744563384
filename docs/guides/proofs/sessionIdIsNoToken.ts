import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { startLocalCosmos } from "./wire.ts";

const { endpoint, key, wire, stop } = await startLocalCosmos();
const client = new CosmosClient({ endpoint, key });
const orders = client.database("shop").container("orders");
await orders.items.create({ id: "42", pk: "a" });

// #region id
const message = { body: { id: "42" }, sessionId: "customer-7" };

await orders.item("42", "a").read({ sessionToken: message.sessionId });
assert.equal(wire.requests.at(-1)?.token, "customer-7"); // sent as it is, and nobody complains
// #endregion

client.dispose();
await stop();
console.log("proved: the SDK sends any text as a session token");
