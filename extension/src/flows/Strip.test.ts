import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import { T0 } from "../../test-support/testEvents.ts";
import { Strip } from "./Strip.ts";

const MINUTE = 60_000;

describe("the strip", () => {
  let strip: Strip;

  beforeEach(() => {
    strip = new Strip();
  });

  function addRead(time: number): void {
    strip.see(time);
    strip.count(time, "stale", 1);
  }

  function reads(now: number): number {
    return strip.at(now).columns.reduce((sum, one) => sum + one.reads, 0);
  }

  it("runs with the clock while something comes in", () => {
    addRead(T0);
    assert.equal(reads(T0 + 4 * MINUTE), 1);
    strip.see(T0 + 8 * MINUTE);
    const { until } = strip.at(T0 + 9 * MINUTE);
    assert.equal(until, undefined);
    assert.equal(reads(T0 + 9 * MINUTE), 0);
  });

  it("shows the minutes up to the newest read of a recording, whatever the clock says", () => {
    addRead(T0 - 2 * MINUTE);
    addRead(T0);
    strip.see(T0 + 1000);
    for (const now of [T0 + 24 * 60 * MINUTE, T0 - 24 * 60 * MINUTE]) {
      assert.equal(strip.at(now).until, T0);
      assert.deepEqual(strip.at(now).columns.at(-1), {
        reads: 1,
        wrong: 1,
        doubtful: 0,
      });
      assert.equal(reads(now), 2);
    }
  });

  it("runs with the clock again as soon as something live comes in", () => {
    addRead(T0);
    const now = T0 + 60 * MINUTE;
    assert.equal(strip.at(now).until, T0);
    strip.see(now);
    assert.equal(strip.at(now).until, undefined);
  });

  it("stays with the live reads where one program's clock is an hour ahead", () => {
    addRead(T0 + 60 * MINUTE);
    addRead(T0);
    assert.equal(strip.at(T0).until, undefined);
    assert.equal(reads(T0), 1);
  });

  it("runs with the clock once it is cleared", () => {
    addRead(T0);
    strip.clear();
    assert.equal(strip.at(T0 + 60 * MINUTE).until, undefined);
  });
});
