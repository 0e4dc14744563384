import assert from "node:assert/strict";
import fc from "fast-check";
import { format } from "./format.ts";
import type { SessionToken } from "./SessionToken.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

describe("format", () => {
  it("writes a token that was put together by hand", () => {
    assert.equal(
      format({
        parts: [
          {
            form: "vector",
            rangeId: "3",
            version: 1n,
            globalLsn: 9n,
            regions: new Map([[2, 4n]]),
          },
          { form: "simple", rangeId: "4", globalLsn: 5n },
        ],
      }),
      "3:1#9#2=4,4:5",
    );
  });

  it("refuses a token without parts", () => {
    assert.throws(() => format({ parts: [] }), SessionTokenError);
  });

  it("refuses parts whose text nobody could read back", () => {
    assert.throws(
      () =>
        format({ parts: [{ form: "simple", rangeId: "a,b", globalLsn: 5n }] }),
      SessionTokenError,
    );
  });

  it("has no other answer to a stranger's object than its typed error", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        assert.throws(() => format(value as SessionToken), SessionTokenError);
      }),
    );
  });
});
