import assert from "node:assert/strict";

import { formatDuration, parseDuration } from "./duration.ts";

describe("a duration", () => {
  it("is written as the service writes it", () => {
    assert.equal(formatDuration(60_000), "PT1M");
    assert.equal(formatDuration(90_000), "PT1M30S");
    assert.equal(formatDuration(500), "PT0.5S");
    assert.equal(formatDuration(86_400_000 * 14), "P14D");
    assert.equal(formatDuration(90_061_000), "P1DT1H1M1S");
    assert.equal(formatDuration(0), "PT0S");
  });

  it("is read back as it was", () => {
    for (const ms of [1, 500, 60_000, 5_000_000, 90_061_001, 1_209_600_000]) {
      assert.equal(parseDuration(formatDuration(ms)), ms);
    }
  });

  it("may be never", () => {
    assert.equal(parseDuration("P10675199DT2H48M5.4775807S"), Infinity);
  });

  it("is not read from other text", () => {
    assert.equal(parseDuration("1 minute"), undefined);
    assert.equal(parseDuration("P"), undefined);
    assert.equal(parseDuration("PT"), undefined);
    assert.equal(parseDuration("P1Y"), undefined);
  });
});
