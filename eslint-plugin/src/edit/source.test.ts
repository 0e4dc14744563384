import assert from "node:assert/strict";
import { keptTree } from "../analysis/keptTree.ts";
import { parseFile } from "../analysis/parse.ts";
import { Source } from "./source.ts";

const text = `// (
import { read } from "./orders";
export const load = async (message: { id: string }) => read(message.id);
`;

describe("the tree that edits are made from", () => {
  it("is the one that the analysis parsed and kept", () => {
    parseFile("/p/kept.ts", text, "babel", true);
    const tree = keptTree("/p/kept.ts", text);
    assert.ok(tree);
    assert.equal(new Source("/p/kept.ts", text).program, tree.program);
  });

  it("is never that of another text or file", () => {
    parseFile("/p/kept.ts", text, "babel", true);
    const other = `${text}// changed\n`;
    assert.equal(new Source("/p/kept.ts", other).program.end, other.length);
    assert.equal(keptTree("/p/other.ts", text), undefined);
  });

  it("is not kept where nobody asked for it", () => {
    parseFile("/p/unasked.ts", text, "babel");
    assert.equal(keptTree("/p/unasked.ts", text), undefined);
  });

  it("says the same as one that was parsed for the edits, with its tokens", () => {
    parseFile("/p/kept.ts", text, "babel", true);
    const kept = new Source("/p/kept.ts", text);
    const alone = new Source("/p/alone.ts", text);
    assert.notEqual(kept.program, alone.program);
    assert.deepEqual(
      kept.nodes.map(({ type, start, end }) => [type, start, end]),
      alone.nodes.map(({ type, start, end }) => [type, start, end]),
    );
    assert.deepEqual(kept.tokenAfter(0), alone.tokenAfter(0));
    assert.equal(kept.tokenText(kept.tokenAfter(0)), "import");
  });
});
