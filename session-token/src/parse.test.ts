import assert from "node:assert/strict";
import fc from "fast-check";
import { anyToken, nearlyToken } from "../test-support/arbitraryTokens.ts";
import { format } from "./format.ts";
import { isSessionToken } from "./isSessionToken.ts";
import { parse } from "./parse.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

function refusal(text: unknown): SessionTokenError {
  try {
    parse(text as string);
  } catch (error) {
    assert.ok(error instanceof SessionTokenError, String(error));
    return error;
  }
  assert.fail(`was not refused: ${String(text)}`);
}

function refusedAt(text: string, position: number, expected: RegExp): void {
  const error = refusal(text);
  assert.equal(error.code, "MALFORMED");
  assert.equal(error.input, text);
  assert.equal(error.position, position);
  assert.match(error.expected ?? "", expected);
}

describe("parse", () => {
  it("reads a token without region progress", () => {
    assert.deepEqual(parse("0:-1#42"), {
      parts: [
        {
          form: "vector",
          rangeId: "0",
          version: -1n,
          globalLsn: 42n,
          regions: new Map(),
        },
      ],
    });
  });

  it("reads the regions of a vector, also the local LSN -1 of the Windows emulator", () => {
    const [part] = parse("0:0#12#11=-1#2=5").parts;
    assert.ok(part?.form === "vector");
    assert.deepEqual(
      [...part.regions],
      [
        [11, -1n],
        [2, 5n],
      ],
    );
  });

  it("reads several ranges in the order of the text", () => {
    assert.deepEqual(
      parse("15:-1#1507,10:-1#1627").parts.map((part) => part.rangeId),
      ["15", "10"],
    );
  });

  it("reads the old form with an LSN only", () => {
    assert.deepEqual(parse("0:21"), {
      parts: [{ form: "simple", rangeId: "0", globalLsn: 21n }],
    });
  });

  it("keeps every digit of the largest and the smallest LSN", () => {
    assert.equal(
      format(parse("0:-1#9223372036854775807#1=-9223372036854775808")),
      "0:-1#9223372036854775807#1=-9223372036854775808",
    );
  });

  it("returns the same text when the result is formatted", () => {
    fc.assert(
      fc.property(anyToken, (text) => {
        assert.equal(format(parse(text)), text);
      }),
    );
  });

  it("returns the same token when the formatted text is parsed again", () => {
    fc.assert(
      fc.property(anyToken, (text) => {
        const token = parse(text);
        assert.deepEqual(parse(format(token)), token);
      }),
    );
  });

  it("refuses the empty text", () => {
    refusedAt("", 0, /partition key range id/);
  });

  it("refuses a word", () => {
    refusedAt("garbage", 0, /partition key range id/);
  });

  it("refuses a bad part behind a good one, and does not return the good one", () => {
    refusedAt("0:-1#11,garbage,1:-1#3", 8, /partition key range id/);
  });

  it("refuses a vector whose version and LSN are words (the SDK reads NaN)", () => {
    refusedAt("0:x#y", 2, /integer LSN/);
  });

  it("names the position of a letter in an LSN", () => {
    const error = refusal("0:-1#x7");
    assert.equal(
      error.message,
      'Cannot parse session token "0:-1#x7": expected an integer LSN at position 5. ' +
        "Pass the token exactly as the x-ms-session-token header returned it.",
    );
  });

  it("refuses a region without a local LSN (the SDK stores null)", () => {
    refusedAt("0:1#5#1", 7, /"=" behind the region id/);
  });

  it("refuses an empty partition key range id (the SDK stores it)", () => {
    refusedAt(":-1#4", 0, /partition key range id/);
  });

  it("refuses a semicolon between ranges", () => {
    refusedAt("0:-1#4;1:-1#3", 6, /"#", "," or the end/);
  });

  it("refuses a comma at the end", () => {
    refusedAt("0:-1#4,", 7, /partition key range id/);
  });

  it("refuses blanks, which no header has", () => {
    refusedAt("0:-1#4, 1:-1#3", 7, /partition key range id/);
  });

  it("refuses one range twice and points to merge", () => {
    refusedAt("0:-1#4,0:-1#5", 7, /merge joins two tokens/);
  });

  it("refuses one region twice", () => {
    refusedAt("0:1#4#2=1#2=3", 10, /region 2 stands twice/);
  });

  it("refuses leading zeros, so that no two texts mean one token", () => {
    refusedAt("0:-1#007", 5, /without leading zeros/);
  });

  it("refuses minus zero", () => {
    refusedAt("0:-1#-0", 5, /0 without a sign/);
  });

  it("refuses an LSN above 64 bits", () => {
    refusedAt("0:-1#9223372036854775808", 5, /64-bit/);
  });

  it("refuses a million digits without computing them", () => {
    refusedAt("0:-1#" + "9".repeat(1_000_000), 5, /64-bit/);
  });

  it("refuses a region id above 32 bits", () => {
    refusedAt("0:1#5#4294967296=1", 6, /32 bits/);
  });

  it("refuses a fraction", () => {
    refusedAt("0:-1#1.5", 6, /"#", "," or the end/);
  });

  it("shortens a long text in the message and keeps it in the error", () => {
    const text = "0:-1#4,".repeat(1) + "1:-1#5,".repeat(1) + "x".repeat(5000);
    const error = refusal(text);
    assert.ok(error.message.length < 400, error.message);
    assert.equal(error.input, text);
  });

  it("refuses what is no text, by its own error", () => {
    for (const value of [
      undefined,
      null,
      7,
      7n,
      {},
      [],
      Symbol("x"),
      () => 1,
    ]) {
      assert.equal(refusal(value).code, "NOT_TEXT");
    }
  });

  it("either reads a text and gives it back, or refuses it by the typed error with a position in it", () => {
    fc.assert(
      fc.property(fc.oneof(nearlyToken, fc.string()), (text) => {
        try {
          assert.equal(format(parse(text)), text);
          assert.ok(isSessionToken(text));
        } catch (error) {
          assert.ok(error instanceof SessionTokenError, String(error));
          assert.equal(error.code, "MALFORMED");
          assert.ok((error.position ?? -1) >= 0);
          assert.ok((error.position ?? 0) <= text.length);
          assert.ok(!isSessionToken(text));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
