import assert from "node:assert/strict";
import type { Entry, Flow, Send } from "./labels.ts";
import { parsePath, type Report } from "./lint.ts";
import { READS_RULE, scoreEntry, SENDS_RULE } from "./scoreEntry.ts";

const flow: Flow = {
  id: "r1",
  handler: { file: "src/main.ts", line: 10, shape: "receiver.subscribe" },
  read: { file: "src/repo.ts", line: 20, callLine: 22, call: "item.read" },
  via: ["src/main.ts:14"],
  expected: "report",
  why: "no options passed",
  difficulty: "class",
};

const send: Send = {
  id: "s1",
  write: { file: "src/repo.ts", line: 30, call: "items.create" },
  send: { file: "src/queue.ts", line: 5, call: "sender.sendMessages" },
  expected: "report",
  why: "message without token",
  difficulty: "class",
  also_accept: ["src/main.ts:40"],
};

function entry(flows: Flow[], more: Partial<Entry> = {}): Entry {
  return {
    repo: "owner/name",
    dir: "owner__name",
    commit: "0".repeat(40),
    tier: "service-bus",
    roots: ["src"],
    flows,
    sends: [],
    ...more,
  };
}

function report(file: string, line: number, message = "no token"): Report {
  return {
    rule: READS_RULE,
    file,
    line,
    endLine: line,
    message,
    path: parsePath(message),
  };
}

function sendReport(file: string, line: number): Report {
  return { ...report(file, line), rule: SENDS_RULE };
}

describe("score of the reads rule", () => {
  it("finds a read when the report ends on the line of its call", () => {
    const { reads } = scoreEntry(entry([flow]), [
      { ...report("src/repo.ts", 19), endLine: 22 },
    ]);
    assert.deepEqual(reads, { expected: 1, found: 1, right: 1, wrong: 0 });
  });

  it("finds a read when the report stands in the handler and its path ends at the read", () => {
    const { reads } = scoreEntry(entry([flow]), [
      report("src/main.ts", 14, "no token: src/main.ts:14 -> src/repo.ts:22"),
    ]);
    assert.deepEqual(reads, { expected: 1, found: 1, right: 1, wrong: 0 });
  });

  it("counts a report in the handler as false and the read as missed when the path ends elsewhere", () => {
    const { reads, misses, falseReports } = scoreEntry(entry([flow]), [
      report("src/main.ts", 14, "no token: src/main.ts:14 -> src/repo.ts:50"),
    ]);
    assert.deepEqual(reads, { expected: 1, found: 0, right: 0, wrong: 1 });
    assert.equal(
      misses[0]?.path,
      "src/main.ts:10 -> src/main.ts:14 -> src/repo.ts:22",
    );
    assert.equal(falseReports[0]?.report.line, 14);
  });

  it("does not take a report without a path in the handler for the read in another file", () => {
    const { reads } = scoreEntry(entry([flow]), [report("src/main.ts", 14)]);
    assert.deepEqual(reads, { expected: 1, found: 0, right: 0, wrong: 1 });
  });

  it("believes the path where a report on one read speaks of another", () => {
    const { reads } = scoreEntry(entry([flow]), [
      report("src/repo.ts", 22, "src/repo.ts:22 -> src/keys.ts:7"),
    ]);
    assert.deepEqual(reads, { expected: 1, found: 0, right: 0, wrong: 1 });
  });

  it("wants a report for each handler that reaches the same read by a call of its own", () => {
    const second: Flow = {
      ...flow,
      id: "r2",
      handler: { ...flow.handler, line: 30 },
      via: ["src/main.ts:33"],
    };
    const { reads, misses } = scoreEntry(entry([flow, second]), [
      report("src/main.ts", 33, "src/main.ts:33 -> src/repo.ts:22"),
    ]);
    assert.deepEqual(reads, { expected: 2, found: 1, right: 1, wrong: 0 });
    assert.deepEqual(
      misses.map(({ id }) => id),
      ["r1"],
    );
  });

  it("is content with one report where two handlers share the place and the read", () => {
    const second: Flow = {
      ...flow,
      id: "r2",
      handler: { ...flow.handler, line: 30 },
    };
    const { reads } = scoreEntry(entry([flow, second]), [
      report("src/main.ts", 14, "src/main.ts:14 -> src/repo.ts:22"),
    ]);
    assert.deepEqual(reads, { expected: 2, found: 2, right: 1, wrong: 0 });
  });

  it("finds the flows of all handlers when the report stands on the read itself", () => {
    const second: Flow = {
      ...flow,
      id: "r2",
      handler: { file: "src/other.ts", line: 3, shape: "app.serviceBusQueue" },
      via: ["src/other.ts:5"],
    };
    const { reads } = scoreEntry(entry([flow, second]), [
      report("src/repo.ts", 20),
    ]);
    assert.deepEqual(reads, { expected: 2, found: 2, right: 1, wrong: 0 });
  });

  it("gives a report on a way that no label names to the handler that begins last before it", () => {
    const second: Flow = {
      ...flow,
      id: "r2",
      handler: { ...flow.handler, line: 30 },
      via: ["src/main.ts:33"],
    };
    const { misses } = scoreEntry(entry([flow, second]), [
      report("src/main.ts", 36, "src/main.ts:36 -> src/repo.ts:22"),
    ]);
    assert.deepEqual(
      misses.map(({ id }) => id),
      ["r1"],
    );
  });

  it("counts a report on the right read from a file without a labelled handler as false", () => {
    const { reads } = scoreEntry(entry([flow]), [
      report("src/http.ts", 8, "src/http.ts:8 -> src/repo.ts:22"),
    ]);
    assert.deepEqual(reads, { expected: 1, found: 0, right: 0, wrong: 1 });
  });

  it("says which label wanted silence at a false report", () => {
    const silent: Flow = {
      ...flow,
      id: "n1",
      expected: "silent",
      why: "the handler never calls it",
    };
    const { reads, falseReports } = scoreEntry(entry([silent]), [
      report("src/repo.ts", 22),
    ]);
    assert.deepEqual(reads, { expected: 0, found: 0, right: 0, wrong: 1 });
    assert.equal(falseReports[0]?.label, "n1: the handler never calls it");
  });

  it("lists a report on an unclear line without counting it", () => {
    const { reads, unclear } = scoreEntry(
      entry([], {
        unclear: [{ file: "src/main.ts", line: 14, why: "not in the tree" }],
      }),
      [report("src/main.ts", 14, "src/main.ts:14 -> src/lost.ts:3")],
    );
    assert.deepEqual(reads, { expected: 0, found: 0, right: 0, wrong: 0 });
    assert.equal(unclear.length, 1);
  });

  it("counts dynamic wrappers apart", () => {
    const { reads, apart } = scoreEntry(
      entry([{ ...flow, difficulty: "wrapper-dynamic" }]),
      [report("src/main.ts", 14, "src/main.ts:14 -> src/repo.ts:22")],
    );
    assert.deepEqual(reads, { expected: 0, found: 0, right: 0, wrong: 0 });
    assert.deepEqual(apart["wrapper-dynamic"], {
      expected: 1,
      found: 1,
      right: 1,
      wrong: 0,
    });
  });

  it("finds an input binding by a report on the handler that names function.json, and counts it apart", () => {
    const binding: Flow = {
      ...flow,
      read: {
        file: "orders/function.json",
        line: 11,
        callLine: 18,
        call: "input-binding",
      },
      via: [],
    };
    const { reads, apart } = scoreEntry(entry([binding]), [
      report("src/main.ts", 10, "bound in orders/function.json:11"),
    ]);
    assert.deepEqual(reads, { expected: 0, found: 0, right: 0, wrong: 0 });
    assert.equal(apart["input-binding"].found, 1);
  });

  it("finds an input binding in code by a report that names its place", () => {
    const binding: Flow = {
      ...flow,
      read: { file: "src/bindings.ts", line: 3, call: "input-binding" },
    };
    const { apart } = scoreEntry(entry([binding]), [
      report(
        "src/main.ts",
        10,
        'The binding "orders" (src/bindings.ts:3) is read',
      ),
    ]);
    assert.equal(apart["input-binding"].found, 1);
  });

  it("does not find an input binding when the message leaves function.json out", () => {
    const binding: Flow = {
      ...flow,
      read: { file: "orders/function.json", line: 11, call: "input-binding" },
    };
    const { reads, apart } = scoreEntry(entry([binding]), [
      report("src/main.ts", 10, "no token"),
    ]);
    assert.equal(apart["input-binding"].found, 0);
    assert.equal(reads.wrong, 1);
  });

  it("counts every report as false where there are no handlers", () => {
    const { reads, sends } = scoreEntry(entry([], { tier: "no_handlers" }), [
      report("src/a.ts", 1),
      sendReport("src/a.ts", 2),
    ]);
    assert.equal(reads.wrong, 1);
    assert.equal(sends?.wrong, 1);
  });

  it("lists reports of other rules without counting them", () => {
    const { reads, unlabelled } = scoreEntry(entry([]), [
      { ...report("src/a.ts", 1), rule: "no-lost-session-token" },
    ]);
    assert.equal(reads.wrong, 0);
    assert.equal(unlabelled.length, 1);
  });
});

describe("score of the sends rule", () => {
  it("finds a send at the send itself", () => {
    const { sends } = scoreEntry(entry([], { sends: [send] }), [
      sendReport("src/queue.ts", 5),
    ]);
    assert.deepEqual(sends, { expected: 1, found: 1, right: 1, wrong: 0 });
  });

  it("finds a send at a call site that the label accepts too", () => {
    const { sends } = scoreEntry(entry([], { sends: [send] }), [
      sendReport("src/main.ts", 40),
    ]);
    assert.deepEqual(sends, { expected: 1, found: 1, right: 1, wrong: 0 });
  });

  it("finds all entries that name a shared send function by one report there", () => {
    const second: Send = { ...send, id: "s2", also_accept: ["src/main.ts:50"] };
    const { sends } = scoreEntry(entry([], { sends: [send, second] }), [
      sendReport("src/queue.ts", 5),
    ]);
    assert.deepEqual(sends, { expected: 2, found: 2, right: 1, wrong: 0 });
  });

  it("finds only its own entry by a report at one of the callers", () => {
    const second: Send = { ...send, id: "s2", also_accept: ["src/main.ts:50"] };
    const { sends, misses } = scoreEntry(entry([], { sends: [send, second] }), [
      sendReport("src/main.ts", 40),
    ]);
    assert.deepEqual(sends, { expected: 2, found: 1, right: 1, wrong: 0 });
    assert.equal(misses[0]?.path, "src/repo.ts:30 -> src/queue.ts:5");
  });

  it("counts a report at a send that must stay silent as false", () => {
    const silent: Send = { ...send, expected: "silent", write: null };
    const { sends, falseReports } = scoreEntry(entry([], { sends: [silent] }), [
      sendReport("src/queue.ts", 5),
    ]);
    assert.deepEqual(sends, { expected: 0, found: 0, right: 0, wrong: 1 });
    assert.equal(falseReports[0]?.label, "s1: message without token");
  });

  it("does not score sends where they are not labelled", () => {
    const { sends, unlabelled } = scoreEntry(
      entry([], { tier: "other-queue", subtier: "rabbitmq" }),
      [sendReport("src/a.ts", 1)],
    );
    assert.equal(sends, null);
    assert.equal(unlabelled.length, 1);
  });
});
