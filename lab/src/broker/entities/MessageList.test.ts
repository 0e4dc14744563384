import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createRandom } from "../../replication/random.ts";
import type { StoredMessage } from "../message/StoredMessage.ts";
import { MessageList } from "./MessageList.ts";

const message = (sequenceNumber: number) =>
  ({ sequenceNumber }) as StoredMessage;
const numbers = (list: MessageList) =>
  [...list].map((one) => one.sequenceNumber);

describe("the list of waiting messages", () => {
  it("keeps new ones in the order in which they came", () => {
    const list = new MessageList();
    for (const number of [1, 2, 3]) list.add(message(number));
    assert.deepEqual(numbers(list), [1, 2, 3]);
  });

  it("puts one that comes back into its old place", () => {
    const list = new MessageList();
    for (const number of [1, 3, 5, 6]) list.add(message(number));
    list.add(message(4));
    list.add(message(2));
    list.add(message(0));
    assert.deepEqual(numbers(list), [0, 1, 2, 3, 4, 5, 6]);
  });

  it("stays in order however messages come and go", () => {
    const random = createRandom(5);
    const list = new MessageList();
    const inside = new Map<number, StoredMessage>();
    for (let step = 0; step < 3_000; step++) {
      const number = Math.floor(random.next() * 200);
      const known = inside.get(number);
      if (known === undefined) {
        const added = message(number);
        inside.set(number, added);
        list.add(added);
      } else {
        inside.delete(number);
        list.remove(known);
      }
      assert.equal(list.size, inside.size);
      assert.deepEqual(
        numbers(list),
        [...inside.keys()].sort((a, b) => a - b),
      );
    }
  });
});
