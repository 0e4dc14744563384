import assert from "node:assert/strict";
import { wrap } from "./words.mjs";

describe("the words of the demo", () => {
  it("leave a line that fits as it is, spaces included", () => {
    assert.deepEqual(wrap("  16:33  error", 20), ["  16:33  error"]);
  });

  it("break a long line between words and go on below its beginning", () => {
    assert.deepEqual(wrap("  one two three four", 12, "    "), [
      "  one two",
      "    three",
      "    four",
    ]);
  });

  it("count what is seen, not the codes of the colours", () => {
    const red = "\u001b[31mone\u001b[39m two";
    assert.deepEqual(wrap(red, 7), [red]);
  });
});
