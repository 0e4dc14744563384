import assert from "node:assert/strict";
import { showBinding } from "./show.ts";
import { lowered } from "./testing.ts";

describe("lowering enums", () => {
  it("counts on from the last number", () => {
    assert.equal(
      showBinding(lowered("enum A { B, C = 5, D, E = -1, F }"), 0),
      "enum A {B = 0, C = 5, D = 6, E = -1, F = 0}",
    );
  });

  it("folds constant expressions", () => {
    assert.equal(
      showBinding(
        lowered(
          'enum A { B = 1 << 2, C = B | 1, D = "x", E = D + "y", "F G" = `z`, H = f(), I }',
        ),
        0,
      ),
      'enum A {B = 4, C = 5, D = "x", E = "xy", F G = "z", H = undefined, I = undefined}',
    );
  });

  it("adds up an enum that is declared in pieces", () => {
    assert.equal(
      showBinding(lowered("enum A { B } enum A { C = 3 }"), 0),
      "enum A {B = 0, C = 3}",
    );
  });
});
