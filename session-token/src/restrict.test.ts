import assert from "node:assert/strict";
import fc from "fast-check";
import { anyToken } from "../test-support/arbitraryTokens.ts";
import { rangesOf } from "./rangesOf.ts";
import { restrict } from "./restrict.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

describe("restrict", () => {
  it("keeps what a token says of the range of one item", () => {
    assert.equal(restrict("0:-1#42,1:-1#7,2:1#9#3=4", ["2"]), "2:1#9#3=4");
    assert.equal(
      restrict("0:-1#42,1:-1#7,2:-1#9", ["2", "0"]),
      "0:-1#42,2:-1#9",
    );
  });

  it("gives nothing where the token says nothing of the ranges", () => {
    assert.equal(restrict("0:-1#42", ["1"]), undefined);
    assert.equal(restrict("0:-1#42", []), undefined);
  });

  it("keeps the ranges that one was split from, over several splits", () => {
    const parents = { "3": ["1"], "1": ["0"], "9": ["8"] };
    assert.equal(restrict("0:-1#42,8:-1#7", ["3"], parents), "0:-1#42");
  });

  it("ends where a list of parents that somebody made goes in circles", () => {
    const parents = { "1": ["2"], "2": ["1"] };
    assert.equal(restrict("2:-1#5,3:-1#6", ["1"], parents), "2:-1#5");
  });

  it("takes no range from what every object inherits", () => {
    assert.equal(restrict("0:-1#1", ["constructor"], {}), undefined);
  });

  it("refuses what is no token", () => {
    assert.throws(() => restrict("0:-1#x", ["0"]), SessionTokenError);
  });

  it("loses nothing: the parts of any token make the whole again", () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const parts = rangesOf(token).map((range) => restrict(token, [range]));
        assert.equal(parts.join(), token);
        assert.equal(restrict(token, rangesOf(token)), token);
      }),
    );
  });
});
