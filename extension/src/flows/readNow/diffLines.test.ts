import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { diffLines } from "./diffLines.ts";

describe("the difference of two items", () => {
  const shown = (before: string, after: string): string[] =>
    diffLines(before, after).map(({ kind, text }) => `${kind} ${text}`);

  it("is nothing where they are equal", () => {
    assert.deepEqual(shown('{\n  "a": 1\n}', '{\n  "a": 1\n}'), []);
  });

  it("is the changed lines with their neighbours", () => {
    const item = (total: number): string =>
      JSON.stringify(
        { a: 1, b: 2, c: 3, d: 4, total, e: 5, f: 6, g: 7, h: 8 },
        undefined,
        2,
      );
    assert.deepEqual(shown(item(1), item(2)), [
      "gap 2 equal lines",
      'same   "b": 2,',
      'same   "c": 3,',
      'same   "d": 4,',
      'removed   "total": 1,',
      'added   "total": 2,',
      'same   "e": 5,',
      'same   "f": 6,',
      'same   "g": 7,',
      "gap 2 equal lines",
    ]);
  });

  it("keeps what both have between two changes", () => {
    assert.deepEqual(shown("a\nb\nc\nd", "b\nx\nd\ne"), [
      "removed a",
      "same b",
      "removed c",
      "added x",
      "same d",
      "added e",
    ]);
  });

  it("is the whole item where the other is not there", () => {
    assert.deepEqual(shown("", "{\n}"), ["added {", "added }"]);
    assert.deepEqual(shown("{\n}", ""), ["removed {", "removed }"]);
  });

  it("ends, however large the items are and however much of them differs", () => {
    const large = (word: string): string =>
      Array.from({ length: 20_000 }, (_, n) => `${word} ${n}`).join("\n");
    const lines = diffLines(large("old"), large("new"));
    assert.equal(lines.length, 301);
    assert.deepEqual(lines.at(-1), { kind: "gap", text: "39700 more lines" });
    const [, long] = diffLines("a", "b".repeat(1_000_000));
    assert.equal(long!.text.length, 401);
  });
});
