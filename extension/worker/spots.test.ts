import assert from "node:assert/strict";
import { firstLineOf, Lines, spotOf } from "./spots.ts";

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

  it("cut a stretch of several lines behind the first one's last sign", () => {
    const text = "{\r\n  await orders  \r\n    .read();\r\n}";
    const start = { line: 1, character: 8 };
    assert.deepEqual(
      firstLineOf({ start, end: { line: 2, character: 11 } }, text),
      { start, end: { line: 1, character: 14 } },
    );
  });

  it("leave a stretch of one line as it is", () => {
    const stretch = {
      start: { line: 0, character: 2 },
      end: { line: 0, character: 5 },
    };
    assert.deepEqual(firstLineOf(stretch, "await x"), stretch);
  });

  it("finds the end of a text without lines", () => {
    assert.deepEqual(new Lines("").spotAt(0), { line: 0, character: 0 });
  });
});
