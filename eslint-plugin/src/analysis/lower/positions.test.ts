import assert from "node:assert/strict";
import { positionAt } from "../ir.ts";
import { lineStartsOf } from "./positions.ts";

describe("lines", () => {
  it("begin behind every line end of the language", () => {
    assert.deepEqual(lineStartsOf(""), [0]);
    assert.deepEqual(lineStartsOf("a\nb\n"), [0, 2, 4]);
    assert.deepEqual(
      lineStartsOf("a\r\nb\rc\u2028d\u2029e\n"),
      [0, 3, 5, 7, 9, 11],
    );
  });

  it("lead from an offset to line and column", () => {
    const file = { lineStarts: lineStartsOf("ab\ncd\n") };
    assert.deepEqual(positionAt(file, 0), { line: 1, column: 0 });
    assert.deepEqual(positionAt(file, 4), { line: 2, column: 1 });
    assert.deepEqual(positionAt(file, 6), { line: 3, column: 0 });
  });
});
