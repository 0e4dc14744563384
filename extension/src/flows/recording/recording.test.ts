import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import {
  deliver,
  peek,
  read,
  send,
  span,
  T0,
  write,
} from "../../../test-support/testEvents.ts";
import { FlowStore } from "../FlowStore.ts";
import { detailsOf } from "../show/detailsOf.ts";
import { exportFlows, importFlows } from "./recording.ts";

const page = readFileSync(
  path.join(import.meta.dirname, "../../../docs/recording.md"),
  "utf8",
);
const now = new Date("2026-11-27T14:02:07Z");

function storeOf(...events: Parameters<FlowStore["add"]>[0][]): FlowStore {
  const store = new FlowStore();
  for (const event of events) store.add(event);
  return store;
}

describe("a recording", () => {
  it("makes the same flows again", () => {
    const store = storeOf(
      write(),
      send({ span: span(1) }),
      peek(),
      peek({ kind: "taken", time: T0 + 60_000 }),
      deliver({ span: span(2), links: [span(1)] }),
      read({ links: [span(2)] }),
    );
    const { events, problems } = importFlows(exportFlows(store.all(), now));
    const again = storeOf(...events);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...again.all()].map((flow) => detailsOf(flow)),
      [...store.all()].map((flow) => detailsOf(flow)),
    );
  });

  it("holds no key that somebody put into a message", () => {
    const store = storeOf(
      peek({
        peeked: {
          sequenceNumber: "1",
          isDeadLetter: false,
          system: {},
          application: {
            apiKey: "abcdefgh",
            partitionKey: "t1",
            link: "https://x/?sv=1&sig=AbCdEfGh%3D&se=2",
          },
          body: {
            form: "text",
            text: "Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccessKey=topsecret123=;AccountKey=alsosecret==;",
            size: 90,
            isCut: false,
          },
        },
      }),
    );
    const text = exportFlows(store.all(), now);
    assert.doesNotMatch(text, /abcdefgh|AbCdEfGh|topsecret|alsosecret/);
    assert.match(text, /"partitionKey":"t1"/);
  });

  it("is described by a page whose example is a stale read", () => {
    const [, example] = /```json\n([^]*?)```/.exec(page) ?? [];
    const { events, problems } = importFlows(example!);
    assert.deepEqual(problems, []);
    const [flow, ...others] = storeOf(...events).all();
    assert.equal(others.length, 0);
    assert.equal(flow!.verdict, "stale");
    assert.equal(flow!.writes[0]!.itemId, "A-1042");
    assert.equal(flow!.reads[0]!.required, "0:-1#42");
  });

  it("is described by a page that names every field which is exported", () => {
    const all = exportFlows(
      storeOf(
        write({ span: span(1), parentSpanId: "1", links: [] }),
        send({ span: span(2), subscription: "s", writes: [], digest: "d" }),
        peek({ sentBy: span(2) }),
        read({ messageId: "m1", sent: "0:-1#42", verdict: "fresh" }),
      ).all(),
      now,
    );
    const names = [...all.matchAll(/"(\w+)":/g)].map(([, name]) => name!);
    const missing = names.filter((name) => !page.includes(`\`${name}\``));
    assert.deepEqual([...new Set(missing)], []);
  });

  it("that is none is refused with what is wrong, and where", () => {
    assert.throws(() => importFlows(" \n"), /The file is empty/);
    assert.throws(
      () => importFlows('{\n  "format": "x",\n  format: 1\n}'),
      /no JSON, .*: line 3, column 3: Expected double-quoted property name/,
    );
    assert.throws(
      () => importFlows('{\n"events":['),
      /it ends too early, in line 2/,
    );
    assert.throws(() => importFlows("<html>"), /no JSON, .*<html>/);
    assert.throws(() => importFlows("[]"), /no recording: "format" at its top/);
    assert.throws(
      () => importFlows('{"format":"har","events":[]}'),
      /should be "cosmos-session-flow", and is "har"/,
    );
    assert.throws(
      () =>
        importFlows('{"format":"cosmos-session-flow","version":2,"events":[]}'),
      /of version 2\. This extension reads version 1/,
    );
    assert.throws(
      () => importFlows('{"format":"cosmos-session-flow","version":1}'),
      /"events" at its top should be a list/,
    );
  });

  it("is read with the mark that editors on Windows put in front", () => {
    const text = exportFlows(storeOf(read()).all(), now);
    assert.equal(importFlows(`\uFEFF${text}`).events.length, 1);
  });

  it("loses entries that are no events, and says which and why", () => {
    const good = { kind: "read", time: 1, source: "x", operation: "item.read" };
    const { events, problems } = importFlows(
      JSON.stringify({
        format: "cosmos-session-flow",
        version: 1,
        events: [
          null,
          good,
          { ...good, kind: "eval" },
          { ...good, time: "2026-11-27" },
          { ...good, time: 1e300 },
          { ...good, source: 7 },
          { ...good, operation: undefined },
          { ...good, kind: "send", entity: {} },
        ],
      }),
    );
    assert.equal(events.length, 1);
    assert.deepEqual(problems, [
      "events[0] is null, and no object.",
      'events[2] has the kind "eval": known are read, write, send, deliver, settle, peek, taken.',
      'events[3] has the time "2026-11-27": it is a number, in milliseconds since 1970.',
      "events[4] has the time 1e+300: it is a number, in milliseconds since 1970.",
      "events[5] has the source 7: it is a text.",
      "events[6] has the operation (none): it is a text.",
      "events[7] has the entity an object: it is a text.",
    ]);
  });

  it("loses fields that are of another type", () => {
    const { events, problems } = importFlows(
      '{"format":"cosmos-session-flow","version":1,"events":[{"kind":"read","time":1,"source":"x","operation":"item.read","container":7,"verdict":"<b>"}]}',
    );
    assert.deepEqual(problems, []);
    const [event] = events;
    assert.ok(event !== undefined && "container" in event);
    assert.equal(event.container, undefined);
    assert.equal(event.verdict, undefined);
  });
});
