import assert from "node:assert/strict";
import { isShownByEslint } from "./shownByEslint.ts";
import { testFinding } from "./testFinding.ts";

const finding = testFinding();
const sameRange = {
  start: { line: 4, character: 8 },
  end: { line: 4, character: 12 },
};

describe("findings beside an ESLint extension", () => {
  it("are hidden where ESLint shows the same rule at the same place", () => {
    assert.equal(
      isShownByEslint(finding, [
        {
          source: "eslint",
          code: "cosmos-session/require-session-token",
          range: sameRange,
        },
      ]),
      true,
    );
  });

  it("stay where ESLint shows another rule", () => {
    assert.equal(
      isShownByEslint(finding, [
        { source: "eslint", code: "no-console", range: sameRange },
      ]),
      false,
    );
  });

  it("stay where ESLint shows the rule somewhere else", () => {
    assert.equal(
      isShownByEslint(finding, [
        {
          source: "eslint",
          code: "cosmos-session/require-session-token",
          range: {
            start: { line: 9, character: 0 },
            end: { line: 9, character: 5 },
          },
        },
      ]),
      false,
    );
  });

  it("are not hidden by our own diagnostics", () => {
    assert.equal(
      isShownByEslint(finding, [
        {
          source: "Cosmos Session",
          code: "cosmos-session/require-session-token",
          range: sameRange,
        },
      ]),
      false,
    );
  });
});
