import assert from "node:assert/strict";

import { createRandom } from "../../../replication/random.ts";
import { RuleError } from "../Rule.ts";
import { compileSqlFilter } from "./compileSqlFilter.ts";

const pieces =
  "color Size sys.Label user.x [a]]b] \"q\" 'red' '' '%_' 1 2.5 3E2 .5 TRUE NULL AND OR NOT IN LIKE ESCAPE IS EXISTS newid() p( property( ( ) , . + - * / % = <> != < <= > >= @a @b ' [ \" \\ é 😀".split(
    " ",
  );

const message = {
  subject: "s",
  applicationProperties: { color: "red", Size: 7, x: null },
};

describe("SQL filters from chance", function () {
  // Much work for a machine that has other work.

  it("either work or are refused with a RuleError, whatever their pieces", () => {
    const random = createRandom(9);
    let worked = 0;
    for (let round = 0; round < 20_000; round++) {
      const length = 1 + Math.floor(random.next() * 9);
      const text = Array.from({ length }, () => random.pick(pieces)).join(" ");
      worked += compiles(text) ? 1 : 0;
    }
    assert.ok(worked > 30, `${String(worked)} of 20000 were filters`);
  });

  it("either work or are refused with a RuleError when a character is changed", () => {
    const random = createRandom(10);
    const whole =
      "sys.Label LIKE '%a\\%' ESCAPE '\\' AND NOT (Size + -1) * 2.5 IN (1, p('x')) OR EXISTS(user.[a b]) AND x IS NOT NULL";
    let worked = 0;
    for (let round = 0; round < 4_000; round++) {
      const at = Math.floor(random.next() * whole.length);
      const character = String.fromCharCode(Math.floor(random.next() * 256));
      worked += compiles(whole.slice(0, at) + character + whole.slice(at + 1))
        ? 1
        : 0;
    }
    assert.ok(worked > 100, `${String(worked)} of 4000 were filters`);
  });

  it("are answered when they nest as deep as 1024 characters allow", () => {
    assert.ok(compiles("(".repeat(510) + "1=1" + ")".repeat(510)));
    assert.ok(compiles("NOT ".repeat(254) + "1=1"));
    assert.ok(compiles("1=" + "-".repeat(1021) + "1"));
    assert.ok(!compiles("(".repeat(1024)));
  });

  it("do not take long for a pattern made to take long", () => {
    const filter = compileSqlFilter(
      `color LIKE '${"%a".repeat(400)}'`,
      undefined,
      createRandom(1),
    );
    assert.ok(
      !filter({ applicationProperties: { color: "a".repeat(30_000) + "b" } }),
    );
  });
});

function compiles(text: string): boolean {
  let filter;
  try {
    filter = compileSqlFilter(text, { a: 1 }, createRandom(1));
  } catch (error) {
    assert.ok(error instanceof RuleError, `${text}: ${String(error)}`);
    return false;
  }
  assert.equal(typeof filter(message), "boolean");
  return true;
}
