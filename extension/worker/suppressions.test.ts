import assert from "node:assert/strict";
import { readSuppressions } from "./suppressions.ts";

const rule = "require-session-token";

function silentLines(text: string): number[] {
  const suppressions = readSuppressions(text);
  return text
    .split("\n")
    .flatMap((_, line) => (suppressions.isSilent(rule, line) ? [line] : []));
}

describe("comments that switch a rule off", () => {
  it("silences the next line, with a reason", () => {
    assert.deepEqual(
      silentLines(
        "a\n// eslint-disable-next-line cosmos-session/require-session-token -- a cache, old is fine\nb\nc",
      ),
      [2],
    );
  });

  it("silences its own line", () => {
    assert.deepEqual(
      silentLines(
        "a // eslint-disable-line no-console, cosmos-session/require-session-token\nb",
      ),
      [0],
    );
  });

  it("does not silence for the name of another rule", () => {
    assert.deepEqual(
      silentLines(
        "// eslint-disable-next-line cosmos-session/no-lost-session-token\nb",
      ),
      [],
    );
  });

  it("does not take a rule in the reason for a rule that is named", () => {
    assert.deepEqual(
      silentLines(
        "// eslint-disable-next-line no-console -- not cosmos-session/require-session-token\nb",
      ),
      [],
    );
  });

  it("silences from a block comment to the one that switches on again", () => {
    assert.deepEqual(
      silentLines("a\n/* eslint-disable */\nb\n/* eslint-enable */\nc"),
      [1, 2],
    );
  });

  it("silences the line behind a comment of several lines", () => {
    assert.deepEqual(
      silentLines(
        "/* eslint-disable-next-line\n   cosmos-session/require-session-token */\nb\nc",
      ),
      [2],
    );
  });
});
