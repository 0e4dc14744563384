import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { LogEntry } from "../observe/LogEntry.ts";
import { renderEntry } from "./renderEntry.ts";
import type { Output } from "./Terminal.ts";

const plain: Output = { write: () => undefined, hasColours: false };

const read: LogEntry = {
  n: 7,
  time: "2026-01-01T14:02:07.130Z",
  service: "cosmos",
  operation: "item.read",
  kind: "read",
  container: "shop/orders",
  itemId: "A-1042",
  required: "0:-1#42",
  served: "0:-1#41",
  status: 404,
  verdict: "stale",
  reason: "The item was looked for at a replica that had not seen its write.",
  connection: 1,
};

describe("a line of the live log", () => {
  it("says what was read, the three tokens, the verdict, and below it why", () => {
    assert.equal(
      renderEntry(read, plain),
      `14:02:07.130  read   item.read  shop/orders  A-1042  404  required 0:-1#42  sent -  served 0:-1#41  STALE
              The item was looked for at a replica that had not seen its write.
`,
    );
  });

  it("names the line of code, where it is known", () => {
    const text = renderEntry({ ...read, callSite: "src/worker.ts:12" }, plain);
    assert.match(text!, /\n {14}at src\/worker\.ts:12\n$/);
  });

  it("says that the SDK dropped the token, and what it repeats", () => {
    const text = renderEntry(
      {
        ...read,
        sent: "0:-1#42",
        dropped: true,
        retryOf: 6,
        verdict: "downgraded",
      },
      plain,
    );
    assert.match(text!, /sent 0:-1#42 \(dropped\).*again, after 6.*DOWNGRADED/);
  });

  it("is one line for a read that went well", () => {
    const text = renderEntry({ ...read, verdict: "fresh" }, plain);
    assert.match(text!, /fresh\n$/);
    assert.equal(text!.split("\n").length, 2);
  });

  it("tells of messages, and how often one came", () => {
    const message: LogEntry = {
      n: 8,
      time: read.time,
      service: "servicebus",
      operation: "deliver",
      entity: "order-created",
      messageId: "A-1042",
      deliveryCount: 3,
      carried: "0:-1#42",
      connection: 1,
    };
    assert.equal(
      renderEntry(message, plain),
      "14:02:07.130  deliver  order-created  message A-1042  for the 3rd time  carries 0:-1#42\n",
    );
  });

  it("is left out for what only machines ask for, unless that failed", () => {
    const definition: LogEntry = {
      n: 1,
      time: read.time,
      service: "cosmos",
      operation: "container.read",
      container: "shop/orders",
      status: 200,
      connection: 1,
    };
    assert.equal(renderEntry(definition, plain), undefined);
    assert.match(
      renderEntry({ ...definition, status: 404 }, plain)!,
      /container\.read {2}shop\/orders {2}404/,
    );
  });

  it("has colours on a terminal only", () => {
    const text = renderEntry(read, { ...plain, hasColours: true });
    assert.ok(text!.includes("\u001b[31mSTALE\u001b[0m"));
  });

  it("does not let an id steer the terminal", () => {
    const text = renderEntry({ ...read, itemId: "a\u001b[2Jb" }, plain);
    assert.match(text!, /a\?\[2Jb/);
  });
});
