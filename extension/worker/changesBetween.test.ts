import assert from "node:assert/strict";
import { changesBetween } from "./changesBetween.ts";

describe("the edits between two texts", () => {
  it("replaces the lines that differ and leaves the others alone", () => {
    assert.deepEqual(changesBetween("a\nb\nc\n", "a\nB\nB2\nc\n"), [
      {
        range: {
          start: { line: 1, character: 0 },
          end: { line: 2, character: 0 },
        },
        text: "B\nB2\n",
      },
    ]);
  });

  it("inserts before a line", () => {
    assert.deepEqual(changesBetween("a\nb\n", "x\na\nb\n"), [
      {
        range: {
          start: { line: 0, character: 0 },
          end: { line: 0, character: 0 },
        },
        text: "x\n",
      },
    ]);
  });

  it("replaces a last line that has no end", () => {
    assert.deepEqual(changesBetween("a\r\nb", "a\r\nbc"), [
      {
        range: {
          start: { line: 1, character: 0 },
          end: { line: 1, character: 1 },
        },
        text: "bc",
      },
    ]);
  });

  it("says nothing of equal texts", () => {
    assert.deepEqual(changesBetween("a\n", "a\n"), []);
  });
});
