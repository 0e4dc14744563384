import assert from "node:assert/strict";
import { groupByFlow } from "./groupByFlow.ts";
import { testFinding } from "./testFinding.ts";

const handler = {
  file: "/w/main.ts",
  start: { line: 2, character: 0 },
  shape: "subscribe",
  name: "orders",
};

function at(line: number) {
  return { start: { line, character: 0 }, end: { line, character: 9 } };
}

describe("findings grouped by flow", () => {
  it("puts the reads of one handler together, in the order of lines", () => {
    const [group, ...others] = groupByFlow([
      testFinding({ handler, range: at(9), read: "second" }),
      testFinding({ handler, range: at(5), read: "first" }),
    ]);
    assert.deepEqual(others, []);
    assert.equal(group?.title, 'subscribe "orders"');
    assert.deepEqual(
      group.findings.map(({ read }) => read),
      ["first", "second"],
    );
  });

  it("keeps two handlers of one file apart", () => {
    const groups = groupByFlow([
      testFinding({
        handler: { ...handler, start: { line: 20, character: 0 } },
      }),
      testFinding({ handler }),
    ]);
    assert.deepEqual(
      groups.map((group) => group.handler?.start.line),
      [2, 20],
    );
  });

  it("groups what needs no handler by its file", () => {
    const [group] = groupByFlow([
      testFinding({ file: "/w/producer.ts", handler: undefined, path: [] }),
    ]);
    assert.equal(group?.file, "/w/producer.ts");
    assert.equal(group.handler, undefined);
  });
});
