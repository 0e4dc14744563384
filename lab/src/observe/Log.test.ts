import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Log } from "./Log.ts";

const line = {
  time: "2026-01-01T00:00:00.000Z",
  service: "cosmos",
  operation: "item.read",
  connection: 1,
} as const;

describe("the log", () => {
  it("gives the lines after a number, oldest first", () => {
    const log = new Log(10);
    for (let count = 0; count < 4; count++) log.append(line);
    assert.deepEqual(
      log.since(2).map(({ n }) => n),
      [3, 4],
    );
    assert.deepEqual(
      log.since().map(({ n }) => n),
      [1, 2, 3, 4],
    );
    assert.deepEqual(log.since(4), []);
    assert.deepEqual(log.since(99), []);
  });

  it("forgets the oldest lines when it is full", () => {
    const log = new Log(3);
    for (let count = 0; count < 8; count++) log.append(line);
    assert.deepEqual(
      log.since().map(({ n }) => n),
      [6, 7, 8],
    );
  });

  it("goes on counting after it was cleared", () => {
    const log = new Log(3);
    log.append(line);
    log.append(line);
    log.clear();
    assert.deepEqual(log.since(), []);
    log.append(line);
    assert.deepEqual(
      log.since().map(({ n }) => n),
      [3],
    );
  });

  it("tells those who listen, until they end it", () => {
    const log = new Log(3);
    const heard: number[] = [];
    const end = log.listen(({ n }) => heard.push(n));
    log.append(line);
    end();
    log.append(line);
    assert.deepEqual(heard, [1]);
  });
});
