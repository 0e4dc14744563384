import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { summary } from "./summary.ts";

const output = { hasColours: false, write: () => undefined };

describe("the last lines of a run", () => {
  it("say that nothing was read, and how reads came out", () => {
    assert.equal(summary({}, {}, output), "No reads.\n");
    assert.equal(
      summary({ stale: 2, lucky: 1, fresh: 3 }, {}, output),
      "Reads: stale 2, lucky 1, fresh 3.\n",
    );
  });

  it("say that luck is no protection, where nothing was stale", () => {
    assert.match(
      summary({ lucky: 39, unprotected: 1 }, {}, output),
      /^Reads: lucky 39, unprotected 1\.\nA lucky read was new enough, but only by chance.+--lag 2000\.\n$/,
    );
  });

  it("name what was asked for and is not there", () => {
    assert.match(
      summary({}, { "GET /x": 2 }, output),
      /\n {2}GET \/x, 2 times\n$/,
    );
  });
});
