import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { BoundedMap } from "./BoundedMap.ts";

describe("a bounded map", () => {
  const filled = (count: number): BoundedMap<number, string> => {
    const map = new BoundedMap<number, string>(10);
    for (let key = 0; key < count; key++) map.set(key, String(key));
    return map;
  };

  it("keeps all while there is room, oldest first", () => {
    assert.deepEqual([...filled(4).values()], ["0", "1", "2", "3"]);
  });

  it("never holds more than its capacity, nor less than half of it once it was full", () => {
    const map = new BoundedMap<number, string>(10);
    for (let key = 0; key < 100; key++) {
      map.set(key, String(key));
      const size = [...map.values()].length;
      assert.ok(
        size <= 10 && size >= Math.min(5, key + 1),
        `${size} at ${key}`,
      );
      assert.equal(map.get(key), String(key));
      if (key >= 4) assert.equal(map.get(key - 4), String(key - 4));
    }
    assert.equal(map.get(0), undefined);
  });

  it("knows a key once, as the newest, when it is set again", () => {
    const map = filled(8);
    map.set(1, "new");
    assert.equal(map.get(1), "new");
    const values = [...map.values()];
    assert.equal(values.at(-1), "new");
    assert.ok(!values.includes("1"));
  });

  it("forgets what is deleted, old or new", () => {
    const map = filled(8);
    map.delete(0);
    map.delete(7);
    assert.equal(map.get(0), undefined);
    assert.equal(map.get(7), undefined);
  });
});
