import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  array,
  described,
  int,
  list,
  long,
  map,
  string,
  symbol,
} from "./encode.ts";
import { checkValue, endOfValue, MalformedError } from "./layout.ts";

describe("the layout of values", () => {
  it("tells where a value ends, whatever follows", () => {
    const value = described(
      0x70,
      list([int(1), map([[symbol("a"), string("b")]])]),
    );
    const followed = Buffer.concat([value, int(7)]);
    assert.equal(endOfValue(followed, 0, followed.length), value.length);
    assert.equal(checkValue(followed, 0, followed.length), value.length);
  });

  it("takes arrays, of which only the first element says its type", () => {
    const value = array([long(1), long(2), long(3)]);
    assert.equal(checkValue(value, 0, value.length), value.length);
  });

  const refused = (name: string, bytes: number[]) =>
    it(name, () => {
      const buffer = Buffer.from(bytes);
      assert.throws(() => checkValue(buffer, 0, buffer.length), MalformedError);
    });

  refused(
    "refuses a list that says it has more items than bytes",
    [0xd0, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff],
  );
  refused("refuses a string that ends behind the bytes", [0xa1, 200, 65]);
  refused(
    "refuses an array of four billion nulls",
    [0xf0, 0, 0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x40],
  );
  refused("refuses a map in which a key has no value", [0xc1, 2, 1, 0x40]);
  refused("refuses a type code that there is not", [0x10, 0]);
  refused(
    "refuses a list with bytes behind its last item",
    [0xc0, 3, 1, 0x40, 0x40],
  );
  refused("refuses an empty value", []);

  it("refuses descriptors upon descriptors before the stack is full", () => {
    const bytes = Buffer.alloc(60_000);
    assert.throws(() => checkValue(bytes, 0, bytes.length), MalformedError);
  });
});
