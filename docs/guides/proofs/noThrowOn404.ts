import assert from "node:assert/strict";
import { CosmosClient } from "@azure/cosmos";
import { startLocalCosmos } from "./wire.ts";

const { endpoint, key, stopReplication, stop } = await startLocalCosmos();
const client = new CosmosClient({ endpoint, key });
const orders = client.database("shop").container("orders");

// #region read
stopReplication();
await orders.items.create({ id: "42", pk: "a" });

const read = await orders.item("42", "a").read(); // no error
assert.equal(read.statusCode, 404);
assert.equal(read.resource, undefined);
// #endregion

// #region others
await assert.rejects(orders.item("43", "a").delete(), { code: 404 });
// #endregion

client.dispose();
await stop();
console.log("proved: item.read() does not throw on 404");
