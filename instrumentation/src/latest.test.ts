import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { latest } from "./latest.ts";

describe("a function that knows its last answer", () => {
  it("answers the same again without work, and anything else anew", () => {
    const worked: unknown[] = [];
    const ask = latest((value: string | undefined) => {
      worked.push(value);
      return `${value}!`;
    });
    const asked = ["a", "a", undefined, undefined, "a", "b"];
    assert.deepEqual(asked.map(ask), [
      "a!",
      "a!",
      "undefined!",
      "undefined!",
      "a!",
      "b!",
    ]);
    assert.deepEqual(worked, ["a", undefined, "a", "b"]);
  });
});
