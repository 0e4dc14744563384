import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { LogEntry } from "../observe/LogEntry.ts";
import { WrongReads } from "./WrongReads.ts";

const read: LogEntry = {
  n: 1,
  time: "2026-01-02T03:04:05.678Z",
  service: "cosmos",
  operation: "item.read",
  kind: "read",
  container: "shop/orders",
  itemId: "o1",
  required: "0:-1#42",
  served: "0:-1#41",
  status: 404,
  verdict: "stale",
  reason: "One write behind.",
  callSite: "/home/me/shop/src/worker.ts:24",
  connection: 1,
};

function render(...entries: readonly LogEntry[]): string {
  const reads = new WrongReads("/home/me/shop");
  for (const entry of entries) reads.add(entry);
  return reads.render({ write: () => undefined, hasColours: false });
}

describe("the reads shown at the end of a run", () => {
  it("have tokens, reason and line, and are counted by line", () => {
    const downgraded = {
      ...read,
      verdict: "downgraded",
      callSite: undefined,
    } as const;
    const text = render(read, read, downgraded);
    assert.match(text, /required 0:-1#42 {2}sent - {2}served 0:-1#41 {2}STALE/);
    assert.match(text, /One write behind\.\n +at src\/worker\.ts:24\n/);
    assert.match(
      text,
      /By line of the program:\n {2}src\/worker\.ts:24 {2}2 stale\n {2}a line that is not known {2}1 downgraded\n/,
    );
  });

  it("are nothing where all went well", () => {
    assert.equal(render({ ...read, verdict: "fresh" }), "");
  });

  it("are not more than a screen or two, and the counts are of all", () => {
    const text = render(...Array.from({ length: 60 }, () => read));
    assert.equal(text.match(/STALE/g)?.length, 50);
    assert.match(text, /and 10 more; --log FILE writes them all/);
    assert.match(text, /60 stale/);
  });
});
