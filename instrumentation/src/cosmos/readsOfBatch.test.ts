import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readsOfBatch } from "./readsOfBatch.ts";

const read = { operationType: "Read", id: "1", partitionKey: '["c1"]' };
const write = { operationType: "Upsert", resourceBody: { id: "2" } };

describe("the reads of a batch", () => {
  it("are told with their keys, whether the body is text or bytes", () => {
    const text = JSON.stringify([read, { operationType: "Read", id: "ü" }]);
    for (const body of [text, Buffer.from(text)]) {
      assert.deepEqual(readsOfBatch(body), {
        items: [
          { itemId: "1", partitionKey: '["c1"]' },
          { itemId: "ü", partitionKey: undefined },
        ],
        alsoWrites: false,
      });
    }
  });

  it("are told among writes, too", () => {
    assert.deepEqual(readsOfBatch(JSON.stringify([write, read])), {
      items: [{ itemId: "1", partitionKey: '["c1"]' }],
      alsoWrites: true,
    });
  });

  it("are told of none that only writes, also where its items speak of reads", () => {
    const speaking = { ...write, resourceBody: { id: "2", like: read } };
    for (const operations of [[write], [speaking]]) {
      assert.equal(readsOfBatch(JSON.stringify(operations)), undefined);
    }
  });

  it("are not known where there is no body in one piece", () => {
    for (const body of [undefined, "", "2f\r\n", new Uint8Array()]) {
      assert.equal(readsOfBatch(body), undefined);
    }
  });
});
