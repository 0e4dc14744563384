import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import { Waiting } from "./Waiting.ts";

describe("messages that were peeked at", () => {
  let waiting: Waiting;

  beforeEach(() => {
    waiting = new Waiting();
    for (const number of [1n, 2n, 3n, 900n, 901n]) {
      waiting.add(number, { messageId: `m${number}`, expiresAt: undefined });
    }
  });

  function gone(from: bigint, page: readonly bigint[]): string[] {
    return waiting.compare(from, page).map(({ message }) => message.messageId);
  }

  it("are gone where a page passes them over", () => {
    assert.deepEqual(gone(1n, [1n, 3n, 4n]), ["m2"]);
    assert.deepEqual(gone(2n, [3n, 901n]), ["m900"]);
  });

  it("may wait behind the end of a page, which may have been cut short", () => {
    assert.deepEqual(gone(1n, [1n]), []);
  });

  it("are all gone where nothing is left, but not those before the page", () => {
    assert.deepEqual(gone(3n, []), ["m3", "m900", "m901"]);
    assert.equal(waiting.size, 2);
  });

  it("are looked at in turn: the oldest, then the next page, which leaves out what nobody has read", () => {
    assert.equal(waiting.next(), 1n);
    gone(1n, [1n, 2n, 3n, 4n]);
    assert.equal(waiting.next(), 900n);
    gone(900n, [900n, 901n]);
    assert.equal(waiting.next(), 1n);
    assert.equal(waiting.next(), 1n, "the round begins anew");
  });

  it("are forgotten where there are too many, the oldest first", () => {
    for (let n = 1000; n < 11_000; n++) {
      waiting.add(BigInt(n), { messageId: `m${n}`, expiresAt: undefined });
    }
    assert.equal(waiting.size, 10_000);
    assert.equal(waiting.next(), 1000n);
  });
});
