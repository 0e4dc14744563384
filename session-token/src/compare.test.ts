import assert from "node:assert/strict";
import fc from "fast-check";
import {
  anyToken,
  nearlyToken,
  tokenOfOneVersion,
  tinyToken,
} from "../test-support/arbitraryTokens.ts";
import { compare } from "./compare.ts";
import { covers } from "./covers.ts";
import { merge } from "./merge.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

describe("compare", () => {
  it("orders by LSN as a number, not as text", () => {
    assert.equal(compare("0:-1#9", "0:-1#10"), "older");
  });

  it("tells neighbours above 2^53 apart", () => {
    assert.equal(
      compare("0:-1#9007199254740993", "0:-1#9007199254740992"),
      "newer",
    );
  });

  it("lets the version decide before the LSN", () => {
    assert.equal(compare("0:2#5", "0:1#100"), "newer");
  });

  it("lets the global LSN decide before the regions", () => {
    assert.equal(compare("0:1#101#1=19", "0:1#100#1=20"), "newer");
  });

  it("lets the regions decide at the same LSN", () => {
    assert.equal(compare("0:1#100#1=20#2=5", "0:1#100#1=20#2=4"), "newer");
    assert.equal(compare("0:1#100#1=20#2=5", "0:1#100#1=21#2=4"), "concurrent");
  });

  it("takes a missing region for the oldest", () => {
    assert.equal(compare("0:1#100", "0:1#100#1=1"), "older");
  });

  it("calls two tokens concurrent when each is newer in a range", () => {
    assert.equal(compare("0:-1#4,1:-1#9", "0:-1#5,1:-1#8"), "concurrent");
    assert.equal(compare("0:-1#4,1:-1#9", "0:-1#4,2:-1#8"), "concurrent");
  });

  it("takes a missing range for older than any", () => {
    assert.equal(compare("0:-1#4,1:-1#0", "0:-1#4"), "newer");
  });

  it("calls tokens without a common range unrelated", () => {
    assert.equal(compare("0:-1#4", "1:-1#4"), "unrelated");
  });

  it("does not mind the order of ranges and regions", () => {
    assert.equal(
      compare("0:1#1#1=2#2=3,1:1#4", "1:1#4,0:1#1#2=3#1=2"),
      "equal",
    );
  });

  it("orders the old form against a vector by LSN, and never puts it above", () => {
    assert.equal(compare("0:21", "0:1#21"), "older");
    assert.equal(compare("0:22", "0:1#21"), "concurrent");
    assert.equal(compare("0:22", "0:21"), "newer");
  });

  it("says the opposite when the tokens change places", () => {
    const opposite = {
      equal: "equal",
      older: "newer",
      newer: "older",
      concurrent: "concurrent",
      unrelated: "unrelated",
    } as const;
    fc.assert(
      fc.property(anyToken, anyToken, (a, b) => {
        assert.equal(compare(b, a), opposite[compare(a, b)]);
      }),
    );
  });

  it("calls a token equal to itself", () => {
    fc.assert(
      fc.property(anyToken, (a) => {
        assert.equal(compare(a, a), "equal");
      }),
    );
  });

  it("is transitive", () => {
    fc.assert(
      fc.property(tinyToken, tinyToken, tinyToken, (a, b, c) => {
        const upTo = (order: string): boolean =>
          order === "older" || order === "equal";
        fc.pre(upTo(compare(a, b)) && upTo(compare(b, c)));
        assert.ok(upTo(compare(a, c)));
      }),
      { numRuns: 300, maxSkipsPerRun: 200 },
    );
  });

  it("never calls a merge older than what went into it", () => {
    fc.assert(
      fc.property(anyToken, anyToken, (a, b) => {
        assert.match(compare(merge(a, b), a), /^(equal|newer)$/);
      }),
    );
  });

  it("never contradicts covers", () => {
    fc.assert(
      fc.property(anyToken, anyToken, (a, b) => {
        if (covers(a, b)) assert.match(compare(a, b), /^(equal|newer)$/);
      }),
    );
  });

  it("has no other exception than its typed error", () => {
    fc.assert(
      fc.property(nearlyToken, nearlyToken, (a, b) => {
        try {
          compare(a, b);
          covers(a, b);
        } catch (error) {
          assert.ok(error instanceof SessionTokenError, String(error));
        }
      }),
    );
  });
});

describe("covers", () => {
  it("says yes when every range is there and not behind", () => {
    assert.ok(covers("0:-1#42,1:-1#7", "0:-1#40"));
    assert.ok(covers("0:-1#42", "0:-1#42"));
  });

  it("says no when one range is behind or missing", () => {
    assert.ok(!covers("0:-1#42,1:-1#7", "0:-1#40,1:-1#8"));
    assert.ok(!covers("0:-1#42", "1:-1#1"));
  });

  it("says no when a region lags although the global LSN is ahead", () => {
    assert.ok(!covers("0:1#101#1=19", "0:1#100#1=20"));
  });

  it("says no when a region is missing at the same version", () => {
    assert.ok(!covers("0:1#101", "0:1#100#1=20"));
  });

  it("takes a higher version for ahead", () => {
    assert.ok(covers("0:2#5", "0:1#100#1=20"));
  });

  it("lets a vector cover the old form by its LSN, never the other way round", () => {
    assert.ok(covers("0:1#21", "0:21"));
    assert.ok(!covers("0:1#20", "0:21"));
    assert.ok(!covers("0:99", "0:1#21"));
  });

  it("means, within one version, that merging changes nothing", () => {
    fc.assert(
      fc.property(tokenOfOneVersion, tokenOfOneVersion, (have, need) => {
        const unchanged = compare(merge(have, need), have) === "equal";
        assert.equal(covers(have, need), unchanged);
      }),
    );
  });

  it("is transitive", () => {
    fc.assert(
      fc.property(tinyToken, tinyToken, tinyToken, (a, b, c) => {
        fc.pre(covers(a, b) && covers(b, c));
        assert.ok(covers(a, c));
      }),
      { numRuns: 300, maxSkipsPerRun: 200 },
    );
  });
});
