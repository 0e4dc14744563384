import assert from "node:assert/strict";
import { Lines, spotOf } from "./spots.ts";

describe("spots", () => {
  it("counts lines from 0, as VS Code does", () => {
    assert.deepEqual(spotOf({ line: 3, column: 4 }), { line: 2, character: 4 });
  });

  it("finds the line of an offset behind all three kinds of line ends", () => {
    const lines = new Lines("a\r\nb\rc\nd");
    assert.deepEqual(lines.spotAt(0), { line: 0, character: 0 });
    assert.deepEqual(lines.spotAt(3), { line: 1, character: 0 });
    assert.deepEqual(lines.spotAt(5), { line: 2, character: 0 });
    assert.deepEqual(lines.spotAt(8), { line: 3, character: 1 });
  });

  it("finds the end of a text without lines", () => {
    assert.deepEqual(new Lines("").spotAt(0), { line: 0, character: 0 });
  });
});
