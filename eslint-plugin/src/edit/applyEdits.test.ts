import assert from "node:assert/strict";
import { applyEdits, composeEdits, conflict } from "./applyEdits.ts";
import type { Proposal, TextEdit } from "./proposal.ts";

function proposal(...edits: TextEdit[]): Extract<Proposal, { kind: "edits" }> {
  return {
    kind: "edits",
    style: "inline",
    title: "",
    files: [{ file: "/a.ts", edits }],
  };
}

describe("applying edits", () => {
  it("applies edits in any order, insertions at one place in the order given", () => {
    assert.equal(
      applyEdits("abc", [
        { start: 2, end: 3, text: "C" },
        { start: 1, end: 1, text: "1" },
        { start: 1, end: 1, text: "2" },
        { start: 0, end: 0, text: "0" },
      ]),
      "0a12bC",
    );
  });

  it("throws where edits overlap", () => {
    assert.throws(
      () =>
        applyEdits("abc", [
          { start: 0, end: 2, text: "" },
          { start: 1, end: 3, text: "" },
        ]),
      {
        name: "RangeError",
        message: /the edit at 1-3 to a text of 3 characters/,
      },
    );
  });

  it("throws where an edit lies outside of the text", () => {
    assert.throws(
      () => applyEdits("abc", [{ start: 3, end: 4, text: "" }]),
      RangeError,
    );
  });
});

describe("edits of several findings", () => {
  it("makes an edit once that two findings share", () => {
    const shared = { start: 0, end: 0, text: "const sessionToken = 1; " };
    const first = proposal(shared, { start: 3, end: 3, text: "x" });
    const second = proposal(shared, { start: 5, end: 5, text: "y" });
    const { files, applied, postponed } = composeEdits([first, second]);
    assert.deepEqual(files, [
      {
        file: "/a.ts",
        edits: [
          shared,
          { start: 3, end: 3, text: "x" },
          { start: 5, end: 5, text: "y" },
        ],
      },
    ]);
    assert.deepEqual(applied, [first, second]);
    assert.deepEqual(postponed, []);
  });

  it("postpones the whole of a finding that would touch the same text in another way", () => {
    const first = proposal({ start: 0, end: 0, text: "a" });
    const second = proposal(
      { start: 0, end: 0, text: "b" },
      { start: 9, end: 9, text: "c" },
    );
    const { files, postponed } = composeEdits([first, second]);
    assert.deepEqual(files, [
      { file: "/a.ts", edits: [{ start: 0, end: 0, text: "a" }] },
    ]);
    assert.deepEqual(postponed, [second]);
  });

  it("keeps equal insertions of one finding, which are meant twice", () => {
    const twice = proposal(
      { start: 1, end: 1, text: ")" },
      { start: 1, end: 1, text: ")" },
    );
    assert.deepEqual(composeEdits([twice]).files[0]?.edits.length, 2);
  });

  it("leaves refusals out", () => {
    const refused: Proposal = {
      kind: "refused",
      style: "inline",
      reason: "no",
    };
    assert.deepEqual(composeEdits([refused]), {
      files: [],
      applied: [],
      postponed: [],
    });
  });

  it("sees an insertion inside of a replaced text as a conflict, and one beside it as none", () => {
    const replaced = { start: 2, end: 5, text: "x" };
    assert.equal(conflict(replaced, { start: 3, end: 3, text: "y" }), true);
    assert.equal(conflict(replaced, { start: 2, end: 2, text: "y" }), false);
    assert.equal(conflict(replaced, { start: 5, end: 5, text: "y" }), false);
    assert.equal(conflict(replaced, { start: 4, end: 6, text: "y" }), true);
  });
});
