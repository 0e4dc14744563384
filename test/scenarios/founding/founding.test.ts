import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { runFounding } from "./runFounding.ts";

describe("fifty persons, written and sent without a pause", function () {
  this.timeout(120_000);

  it("are often not found at first when the message carries no token", async () => {
    const { notFoundAtFirst } = await runFounding(false);
    assert.ok(notFoundAtFirst >= 10, `${notFoundAtFirst} of 50`);
  });

  it("are all found at first when it carries the token of the write", async () => {
    const { notFoundAtFirst } = await runFounding(true);
    assert.equal(notFoundAtFirst, 0);
  });
});
