import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createKeptOutcomes, fingerprint } from "./keptOutcomes.ts";
import type { Outcome } from "./tryScenario.ts";

describe("What came out of a scenario", () => {
  let folder: string;
  const outcomes: Outcome[] = [
    {
      state: "as written",
      reads: [
        {
          file: "consumer.ts",
          line: 9,
          call: "item.read",
          says: "unprotected",
          rules: ["require-session-token"],
          seen: new Map([["stale", 2]]),
        },
      ],
      lost: [],
      disagreements: [],
    },
  ];

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "cosmos-session-kept-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the same when a later run takes it up", () => {
    createKeptOutcomes(folder).keep("reader-ahead", "a", outcomes);
    const later = createKeptOutcomes(folder);
    assert.deepEqual(later.find("reader-ahead", "a"), outcomes);
    assert.equal(later.find("another", "a"), undefined);
  });

  it("is not taken up when something else is run now", () => {
    const kept = createKeptOutcomes(folder);
    kept.keep("reader-ahead", "a", outcomes);
    assert.equal(kept.find("reader-ahead", "b"), undefined);
  });

  it("is not taken up when it was cut off while it was written", () => {
    writeFileSync(path.join(folder, "reader-ahead.json"), '{"madeOf":"a"');
    assert.equal(
      createKeptOutcomes(folder).find("reader-ahead", "a"),
      undefined,
    );
  });

  it("belongs to every file that the run is made of, but tests and packages", () => {
    const write = (name: string, text: string): string => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
      return fingerprint([folder]);
    };
    const first = write("src/a.ts", "one");
    assert.equal(write("src/a.test.ts", "test"), first);
    assert.equal(write("node_modules/b/c.js", "package"), first);
    assert.notEqual(write("src/a.ts", "two"), first);
    assert.equal(write("src/a.ts", "one"), first);
    assert.notEqual(write("src/b.ts", ""), first);
  });
});
