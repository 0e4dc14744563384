import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { HeldClock } from "../../replication/clock.ts";
import { createRandom } from "../../replication/random.ts";
import { Agenda } from "./Agenda.ts";

describe("the agenda", () => {
  it("runs each thing at its time, those of one moment in the order in which they were added", async () => {
    const clock = new HeldClock(0);
    const agenda = new Agenda(clock);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name} at ${clock.now()}`);
    agenda.at(30, note("late"));
    agenda.at(10, note("one"));
    agenda.at(10, note("two"));
    await clock.advance(20);
    assert.deepEqual(ran, ["one at 10", "two at 10"]);
    await clock.advance(10);
    assert.equal(ran.at(-1), "late at 30");
  });

  it("does not run what was cancelled, also from the middle", async () => {
    const clock = new HeldClock(0);
    const agenda = new Agenda(clock);
    const random = createRandom(11);
    const ran: number[] = [];
    const expected: number[] = [];
    const entries = Array.from({ length: 500 }, () => {
      const due = 1 + Math.floor(random.next() * 1_000);
      return agenda.at(due, () => ran.push(due));
    });
    for (const entry of entries) {
      if (random.next() < 0.5) agenda.cancel(entry);
      else expected.push(entry.due);
    }
    await clock.advance(1_000);
    assert.deepEqual(
      ran,
      expected.sort((a, b) => a - b),
    );
    assert.equal(agenda.size, 0);
  });

  it("runs what is added on the way", async () => {
    const clock = new HeldClock(0);
    const agenda = new Agenda(clock);
    const ran: number[] = [];
    agenda.at(5, () => agenda.at(7, () => ran.push(clock.now())));
    await clock.advance(10);
    assert.deepEqual(ran, [7]);
  });
});
