import assert from "node:assert/strict";
import fc from "fast-check";
import { anyToken, nearlyToken } from "../test-support/arbitraryTokens.ts";
import { covers } from "./covers.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { verdict, type ReadEvidence } from "./verdict.ts";

function check(evidence: ReadEvidence, expected: string, reason: string): void {
  const result = verdict(evidence);
  assert.deepEqual(
    { verdict: result.verdict, reason: result.reason },
    { verdict: expected, reason },
  );
}

describe("verdict", () => {
  it("is fresh when the token was sent and the answer is at it", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#42", served: "0:-1#42", status: 200 },
      "fresh",
      "The read sent a token and was served what it asked for: range 0 was served at LSN 42, required was LSN 42.",
    );
  });

  it("is fresh for an item that was deleted since: 404, but by a replica that is new enough", () => {
    const { verdict: word } = verdict({
      required: "0:-1#42",
      sent: "0:-1#42",
      served: "0:-1#43",
      status: 404,
      subStatus: 0,
    });
    assert.equal(word, "fresh");
  });

  it("is stale when the answer is older, and says by how much", () => {
    const evidence = {
      required: "0:-1#42",
      served: "0:-1#40",
      status: 200,
      lagMs: 130,
    };
    check(
      evidence,
      "stale",
      "The answer is older than what the flow had to see, and the read sent no token: range 0 was served at LSN 40, required was LSN 42, 130 ms behind.",
    );
    assert.equal(verdict(evidence).lagLsn, 2n);
  });

  it("is stale for a 404 by a replica that had not seen the write", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#42", served: "0:-1#40", status: 404 },
      "stale",
      "The item was looked for at a replica that had not seen its write: range 0 was served at LSN 40, required was LSN 42.",
    );
  });

  it("is refused for 404/1002, whatever else is known", () => {
    check(
      {
        required: "0:-1#42",
        sent: "0:-1#42",
        served: "0:-1#40",
        status: 404,
        subStatus: 1002,
        dropped: true,
      },
      "refused",
      'No replica could serve the session "0:-1#42" in time, so the answer was 404/1002: no data, and no old data either.',
    );
  });

  it("is foreign before all else when the token is known to be of another container", () => {
    const { verdict: word } = verdict({
      sent: "0:-1#900",
      foreign: true,
      status: 404,
      subStatus: 1002,
    });
    assert.equal(word, "foreign");
  });

  it("is not foreign when no token was sent", () => {
    assert.equal(verdict({ foreign: true }).verdict, "unprotected");
  });

  it("is downgraded when the token was dropped and the answer is old", () => {
    check(
      {
        required: "0:-1#42",
        sent: "0:-1#42",
        served: "0:-1#40",
        status: 200,
        dropped: true,
      },
      "downgraded",
      'After 404/1002 the SDK repeated the read without its token "0:-1#42", and the answer was old: range 0 was served at LSN 40, required was LSN 42.',
    );
  });

  it("is downgraded when the token was dropped and the answer bears none", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#42", status: 200, dropped: true },
      "downgraded",
      'After 404/1002 the SDK repeated the read without its token "0:-1#42", and nothing shows that the answer is new enough: the answer bears no token.',
    );
  });

  it("is lucky when the token was dropped and the answer is new enough all the same", () => {
    check(
      {
        required: "0:-1#42",
        sent: "0:-1#42",
        served: "0:-1#42",
        dropped: true,
      },
      "lucky",
      'The SDK dropped the token "0:-1#42" after 404/1002, and the replica that answered was new enough by chance: range 0 was served at LSN 42, required was LSN 42.',
    );
  });

  it("is lucky when no token was sent and the answer is new enough", () => {
    check(
      { required: "0:-1#42", served: "0:-1#50" },
      "lucky",
      "The read sent no token, and the replica that answered was new enough by chance: range 0 was served at LSN 50, required was LSN 42.",
    );
  });

  it("is lucky when a lesser token was sent", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#41", served: "0:-1#42" },
      "lucky",
      'The read sent "0:-1#41", which does not ask for "0:-1#42", and the replica that answered was new enough by chance: range 0 was served at LSN 42, required was LSN 42.',
    );
  });

  it("is unprotected when no token was sent and nothing is required", () => {
    check(
      { served: "0:-1#42", status: 200 },
      "unprotected",
      "The read sent no token, and nothing says what it had to see, so it may have got old data.",
    );
  });

  it("takes the token sent for the requirement when nothing else is known", () => {
    assert.equal(
      verdict({ sent: "0:-1#42", served: "0:-1#42" }).verdict,
      "fresh",
    );
    assert.equal(
      verdict({ sent: "0:-1#42", served: "0:-1#41" }).verdict,
      "stale",
    );
  });

  it("is unknown when the answer bears no token", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#42", status: 200 },
      "unknown",
      "There is not enough to judge this read: the answer bears no token.",
    );
  });

  it("is unknown when the required range is missing from the answer", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#42", served: "1:-1#99" },
      "unknown",
      "There is not enough to judge this read: the answer says nothing about range 0, it speaks of range 1.",
    );
  });

  it("judges the children of a split range by their parent's LSN", () => {
    const parents = { "1": ["0"], "2": ["0"] };
    check(
      { required: "0:-1#42", sent: "0:-1#42", served: "1:-1#42", parents },
      "fresh",
      "The read sent a token and was served what it asked for: range 1 (split from range 0) was served at LSN 42, required was LSN 42.",
    );
    assert.equal(
      verdict({
        required: "0:-1#42",
        sent: "0:-1#42",
        served: "1:-1#42,2:-1#41",
        parents,
      }).verdict,
      "stale",
    );
  });

  it("follows a range that was split twice, and lists that go in circles", () => {
    const evidence = {
      required: "0:-1#42",
      sent: "0:-1#42",
      served: "3:-1#43",
    };
    assert.equal(
      verdict({ ...evidence, parents: { "1": ["0"], "3": ["1"] } }).verdict,
      "fresh",
    );
    assert.equal(
      verdict({ ...evidence, parents: { "1": ["3"], "3": ["1"] } }).verdict,
      "unknown",
    );
  });

  it("lets a parent's token ask for what is required of the child", () => {
    assert.equal(
      verdict({
        required: "1:-1#42",
        sent: "0:-1#42",
        served: "1:-1#42",
        parents: { "1": ["0"] },
      }).verdict,
      "fresh",
    );
  });

  it("goes by the worst of several ranges", () => {
    check(
      {
        required: "0:-1#42,1:-1#7,2:-1#9",
        sent: "0:-1#42,1:-1#7,2:-1#9",
        served: "0:-1#42,1:-1#5,2:-1#8",
      },
      "stale",
      "The answer is older than what the flow had to see: range 1 was served at LSN 5, required was LSN 7.",
    );
    assert.equal(
      verdict({ required: "0:-1#42,1:-1#7", served: "0:-1#41" }).verdict,
      "stale",
    );
    assert.equal(
      verdict({ required: "0:-1#42,1:-1#7", served: "0:-1#42" }).verdict,
      "unknown",
    );
  });

  it("is stale when a region lags behind although the global LSN is ahead", () => {
    check(
      {
        required: "0:1#100#1=20",
        sent: "0:1#100#1=20",
        served: "0:1#101#1=19",
      },
      "stale",
      "The answer is older than what the flow had to see: range 0 was served at LSN 101 (region 1 at 19), required was LSN 100 (region 1 at 20).",
    );
  });

  it("names the versions where they differ", () => {
    assert.match(
      verdict({ required: "0:2#5", served: "0:1#90" }).reason,
      /served at LSN 90 of version 1, required was LSN 5 of version 2/,
    );
  });

  it("counts a text that is no token as not known, and says so", () => {
    check(
      { required: "0:-1#42", sent: "0:-1#42", served: "garbage" },
      "unknown",
      'There is not enough to judge this read: the answer\'s token "garbage" is no session token.',
    );
    check(
      { sent: "[object Object]", served: "0:-1#42" },
      "unknown",
      'There is not enough to judge this read: "[object Object]" is no session token, so what it had to see is not known.',
    );
    assert.equal(
      verdict({
        required: "0:-1#42",
        sent: "[object Object]",
        served: "0:-1#42",
      }).verdict,
      "lucky",
    );
  });

  it("refuses to judge nothing", () => {
    assert.throws(
      () => verdict(undefined as unknown as ReadEvidence),
      SessionTokenError,
    );
  });

  const evidence = fc.record(
    {
      required: fc.oneof(anyToken, nearlyToken),
      sent: fc.oneof(anyToken, nearlyToken),
      served: fc.oneof(anyToken, nearlyToken),
      status: fc.constantFrom(200, 404, 500),
      subStatus: fc.constantFrom(0, 1002),
      dropped: fc.boolean(),
      foreign: fc.boolean(),
      parents: fc.dictionary(
        fc.nat(12).map(String),
        fc.array(fc.nat(12).map(String)),
      ),
    },
    { requiredKeys: [] },
  );

  it("always has a verdict with one sentence, and never throws for what was seen", () => {
    fc.assert(
      fc.property(evidence, (seen) => {
        const { reason } = verdict(seen);
        assert.match(reason, /^[A-Z].*\.$/s);
      }),
      { numRuns: 1000 },
    );
  });

  it("never calls a read fresh whose answer does not cover what was required", () => {
    fc.assert(
      fc.property(anyToken, anyToken, anyToken, (required, sent, served) => {
        const { verdict: word } = verdict({ required, sent, served });
        if (word === "fresh") assert.ok(covers(served, required));
        if (covers(served, required)) assert.match(word, /^(fresh|lucky)$/);
      }),
    );
  });

  it("has no other exception than its typed error for a stranger's input", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            required: fc.anything(),
            sent: fc.anything(),
            served: fc.anything(),
            parents: fc.anything(),
            status: fc.anything(),
          }),
        ),
        (value) => {
          try {
            verdict(value as ReadEvidence);
          } catch (error) {
            assert.ok(error instanceof SessionTokenError, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
