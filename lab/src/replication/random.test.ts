import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createRandom } from "./random.ts";

describe("seeded chances", () => {
  it("are the same for the same seed, and others for another", () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
  });

  it("lie in [0, 1), evenly", () => {
    const random = createRandom(1);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let count = 0; count < 10_000; count++) {
      const drawn = random.next();
      assert.ok(drawn >= 0 && drawn < 1);
      tenths[Math.floor(drawn * 10)]! += 1;
    }
    for (const count of tenths) assert.ok(count > 850 && count < 1150);
  });

  it("of one name are not disturbed by what others draw", () => {
    const one = createRandom(3);
    const other = createRandom(3);
    other.next();
    assert.equal(one.fork("orders").next(), other.fork("orders").next());
    assert.notEqual(one.fork("orders").next(), one.fork("carts").next());
  });
});
