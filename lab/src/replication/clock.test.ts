import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { HeldClock } from "./clock.ts";

describe("a held clock", () => {
  it("stands until it is advanced", async () => {
    const clock = new HeldClock(1_000);
    const ran: number[] = [];
    clock.after(50, () => ran.push(clock.now()));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([clock.now(), ran], [1_000, []]);
    await clock.advance(49);
    assert.deepEqual([clock.now(), ran], [1_049, []]);
    await clock.advance(1);
    assert.deepEqual([clock.now(), ran], [1_050, [1_050]]);
  });

  it("runs timers by their due times, and those of one moment in the order in which they were set", async () => {
    const clock = new HeldClock(0);
    const ran: string[] = [];
    clock.after(20, () => ran.push("late"));
    clock.after(10, () => ran.push("first of ten"));
    clock.after(10, () => ran.push("second of ten"));
    await clock.advance(30);
    assert.deepEqual(ran, ["first of ten", "second of ten", "late"]);
  });

  it("runs what a timer sets on the way, at its own time", async () => {
    const clock = new HeldClock(0);
    const ran: number[] = [];
    clock.after(10, () => clock.after(5, () => ran.push(clock.now())));
    await clock.advance(100);
    assert.deepEqual(ran, [15]);
  });

  it("does not run what was cancelled", async () => {
    const clock = new HeldClock(0);
    let ran = false;
    const timer = clock.after(10, () => (ran = true));
    timer.cancel();
    await clock.advance(100);
    assert.equal(ran, false);
  });
});
