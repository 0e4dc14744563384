import assert from "node:assert/strict";
import fc from "fast-check";
import {
  anyToken,
  nearlyToken,
  tokenOfOneVersion,
  vectorText,
} from "../test-support/arbitraryTokens.ts";
import { VectorSessionToken } from "../test-support/sdkVectorSessionToken.ts";
import { covers } from "./covers.ts";
import { merge } from "./merge.ts";
import { parse } from "./parse.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

/** What the SDK makes of two vectors, or the error it throws. */
function sdkMerge(a: string, b: string): string {
  const left = VectorSessionToken.create(a);
  const right = VectorSessionToken.create(b);
  assert.ok(left && right);
  return left.merge(right).toString();
}

describe("merge", () => {
  it("keeps the later LSN, whichever comes first", () => {
    assert.equal(merge("0:-1#11", "0:-1#12"), "0:-1#12");
    assert.equal(merge("0:-1#12", "0:-1#11"), "0:-1#12");
  });

  it("keeps the maximum of each region", () => {
    assert.equal(
      merge("0:1#100#1=20#2=5", "0:1#101#1=19#2=7"),
      "0:1#101#1=20#2=7",
    );
  });

  it("lets the higher version name the regions, with maxima", () => {
    assert.equal(
      merge("0:1#100#1=20#2=5", "0:2#90#1=3#2=9"),
      "0:2#100#1=20#2=9",
    );
  });

  it("drops the regions that the higher version does not have", () => {
    assert.equal(merge("0:1#100#1=20#2=5", "0:2#90#3=3"), "0:2#100#3=3");
  });

  it("joins the ranges of tokens that share none, sorted by number", () => {
    assert.equal(merge("10:-1#3", "2:-1#4"), "2:-1#4,10:-1#3");
  });

  it("skips undefined", () => {
    assert.equal(merge(undefined, "0:-1#4", undefined), "0:-1#4");
    assert.equal(merge(undefined, undefined), undefined);
    assert.equal(merge(), undefined);
  });

  it("returns a single token as it is, in its own order", () => {
    assert.equal(merge("15:-1#1507,10:-1#1627"), "15:-1#1507,10:-1#1627");
  });

  it("takes the regions of a version in the middle into account whatever the order", () => {
    const tokens = ["0:1#100#1=20", "0:2#90#3=3", "0:3#80#1=5"] as const;
    assert.equal(merge(tokens[0], tokens[1], tokens[2]), "0:3#100#1=20");
    assert.equal(merge(tokens[2], tokens[1], tokens[0]), "0:3#100#1=20");
  });

  it("joins the old form with a vector: the vector's shape, the larger LSN", () => {
    assert.equal(merge("0:21", "0:1#20#1=3"), "0:1#21#1=3");
    assert.equal(merge("0:21", "0:22"), "0:22");
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(anyToken, (a) => {
        assert.equal(merge(a, a), a);
      }),
    );
  });

  it("is commutative", () => {
    fc.assert(
      fc.property(anyToken, anyToken, (a, b) => {
        assert.equal(merge(a, b), merge(b, a));
      }),
    );
  });

  it("gives the same whatever the order of many", () => {
    fc.assert(
      fc.property(anyToken, anyToken, anyToken, (a, b, c) => {
        assert.equal(merge(a, b, c), merge(c, a, b));
        assert.equal(merge(a, b, c), merge(b, a, c));
      }),
    );
  });

  it("is associative within one version", () => {
    fc.assert(
      fc.property(
        tokenOfOneVersion,
        tokenOfOneVersion,
        tokenOfOneVersion,
        (a, b, c) => {
          assert.equal(merge(merge(a, b), c), merge(a, merge(b, c)));
          assert.equal(merge(merge(a, b), c), merge(a, b, c));
        },
      ),
    );
  });

  it("covers each of its inputs", () => {
    fc.assert(
      fc.property(anyToken, anyToken, (a, b) => {
        assert.ok(covers(merge(a, b), a));
        assert.ok(covers(merge(a, b), b));
      }),
    );
  });

  it("invents no number: each was in one of the inputs for that range", () => {
    fc.assert(
      fc.property(anyToken, anyToken, (a, b) => {
        const given = new Set<string>();
        for (const part of [...parse(a).parts, ...parse(b).parts]) {
          given.add(`${part.rangeId}/${part.globalLsn}`);
          if (part.form === "simple") continue;
          given.add(`${part.rangeId}/v${part.version}`);
          for (const [region, local] of part.regions) {
            given.add(`${part.rangeId}/${region}=${local}`);
          }
        }
        for (const part of parse(merge(a, b)).parts) {
          assert.ok(given.has(`${part.rangeId}/${part.globalLsn}`));
          if (part.form === "simple") continue;
          assert.ok(given.has(`${part.rangeId}/v${part.version}`));
          for (const [region, local] of part.regions) {
            assert.ok(given.has(`${part.rangeId}/${region}=${local}`));
          }
        }
      }),
    );
  });

  it("has no other exception than its typed error", () => {
    fc.assert(
      fc.property(nearlyToken, fc.oneof(nearlyToken, fc.anything()), (a, b) => {
        try {
          merge(a, b as string);
        } catch (error) {
          assert.ok(error instanceof SessionTokenError, String(error));
        }
      }),
    );
  });
});

describe("merge beside the VectorSessionToken of @azure/cosmos 4.9.3", () => {
  const positive = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
  const small = fc.oneof(fc.bigInt({ min: 0n, max: 12n }), positive);

  /** The SDK writes regions in the order of the higher version, ours are sorted. */
  function sameToken(ours: string, vector: string): void {
    assert.deepEqual(
      parse(ours),
      parse(merge(`0:${vector}`, `0:${vector},1:0#0`).split(",1:")[0] ?? ""),
    );
  }

  it("agrees where version and regions are the same", () => {
    const vectors = fc
      .uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 })
      .chain((regions) => {
        const one = vectorText(fc.constant(1n), fc.constant(regions), small);
        return fc.tuple(one, one);
      });
    fc.assert(
      fc.property(vectors, ([a, b]) => {
        sameToken(merge(`0:${a}`, `0:${b}`), sdkMerge(a, b));
      }),
    );
  });

  it("agrees where the versions differ, whatever the regions", () => {
    const one = vectorText(fc.bigInt({ min: -1n, max: 1n }), undefined, small);
    const two = vectorText(fc.bigInt({ min: 2n, max: 4n }), undefined, small);
    fc.assert(
      fc.property(one, two, (a, b) => {
        sameToken(merge(`0:${a}`, `0:${b}`), sdkMerge(a, b));
        sameToken(merge(`0:${b}`, `0:${a}`), sdkMerge(b, a));
      }),
    );
  });

  it("does not repeat the SDK's fault: an error at an equal version with one region more", () => {
    assert.throws(
      () => sdkMerge("1#100#1=20#2=5", "1#101#1=21"),
      /unexpected regions/,
    );
    assert.equal(merge("0:1#100#1=20#2=5", "0:1#101#1=21"), "0:1#101#1=21#2=5");
  });

  it("does not repeat the SDK's fault: an error at an equal version with another region", () => {
    assert.throws(() => sdkMerge("1#100#1=20", "1#101#2=21"), /unexpected/);
    assert.equal(merge("0:1#100#1=20", "0:1#101#2=21"), "0:1#101#1=20#2=21");
  });

  it("does not repeat the SDK's fault: a global LSN above 2^53 loses its last digits", () => {
    assert.equal(
      sdkMerge("-1#9007199254740993", "-1#9007199254740995"),
      "-1#9007199254740996",
    );
    assert.equal(
      merge("0:-1#9007199254740993", "0:-1#9007199254740995"),
      "0:-1#9007199254740995",
    );
  });

  it("does not repeat the SDK's fault: NaN for words", () => {
    assert.equal(sdkMerge("x#y", "1#2"), "NaN#NaN");
    assert.throws(() => merge("0:x#y", "0:1#2"), SessionTokenError);
  });

  it("does not repeat the SDK's fault: a local LSN of -1 wins over 5 because it is longer", () => {
    assert.equal(sdkMerge("1#9#1=-1", "1#9#1=5"), "1#9#1=-1");
    assert.equal(merge("0:1#9#1=-1", "0:1#9#1=5"), "0:1#9#1=5");
  });

  it("does not repeat the SDK's fault: null for a region without a local LSN", () => {
    assert.equal(VectorSessionToken.create("1#5#1"), null);
    assert.throws(() => merge("0:1#5#1"), SessionTokenError);
  });
});
