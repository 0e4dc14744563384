import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { captionOf } from "./captionOf.ts";

describe("the line below the strip", () => {
  const strip = {
    from: 0,
    columnMs: 3000,
    columns: Array.from({ length: 100 }, () => [2, 1, 0] as const),
  };

  it("speaks of the last minutes while the strip runs with the clock", () => {
    assert.equal(
      captionOf({ ...strip, until: undefined }),
      "last 5 minutes: 200 reads, 100 wrong · one column = 3 s · red = stale, downgraded or foreign",
    );
  });

  it("says up to when, where the strip shows a recording", () => {
    // By the clock of whoever looks at it.
    const until = new Date(2026, 10, 27, 14, 2, 7).getTime();
    assert.match(
      captionOf({ ...strip, until }),
      /^5 minutes up to 14:02:07 of 27 November: 200 reads, 100 wrong · /,
    );
  });
});
