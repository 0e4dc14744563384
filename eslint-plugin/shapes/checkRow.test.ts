import assert from "node:assert/strict";
import { checkRow } from "./checkRow.ts";
import { readRows } from "./readRows.ts";

const handler = (read: string, more = "") => `# Page

## a row

> subscribe inline / module constant / item.read / none / ESM / ts

\`\`\`ts src/worker.ts
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
const orders = new CosmosClient(url).database("shop").container("orders");
${more}
new ServiceBusClient(url).createReceiver("orders").subscribe({
  processMessage: async ({ body }) => {
    ${read}
  },
});
\`\`\`
`;

function outcomeOf(text: string) {
  const [row] = readRows("page.md", text);
  return checkRow(row!);
}

describe("the check of a row", () => {
  it("holds when the report stands at its mark", () => {
    const { expected, actual } = outcomeOf(
      handler('await orders.item("1", "1").read(); // report'),
    );
    assert.deepEqual(actual, [
      "require-session-token at src/worker.ts:7, by src/worker.ts:7",
    ]);
    assert.deepEqual(actual, expected);
  });

  it("fails when a report has no mark", () => {
    const { expected, actual } = outcomeOf(
      handler('await orders.item("1", "1").read();'),
    );
    assert.equal(actual.length, 1);
    assert.deepEqual(expected, []);
  });

  it("fails when a mark has no report", () => {
    const { expected, actual } = outcomeOf(
      handler("console.log(body); // report"),
    );
    assert.deepEqual(actual, []);
    assert.equal(expected.length, 1);
  });

  it("fails when the report takes another path", () => {
    const { expected, actual } = outcomeOf(
      handler(
        'await orders.item("1", "1").read(); // report: start -> here',
        "export const start = 1; // at start",
      ),
    );
    assert.notDeepEqual(actual, expected);
  });

  it("fails when a read marked as protected is reached from no handler", () => {
    const { actual } = outcomeOf(handler("console.log(body); // protected"));
    assert.deepEqual(actual, [
      "the read at src/worker.ts:7 is reached from no handler",
    ]);
  });

  it("takes a mark that stands alone for the next line of code", () => {
    const { expected, actual } = outcomeOf(
      handler(
        'await orders\n      .item("1", "1")\n      // report\n      .read();',
      ),
    );
    assert.equal(actual.length, 1);
    assert.deepEqual(actual, expected);
  });

  it("names a mark that it cannot read", () => {
    assert.throws(
      () => outcomeOf(handler("body; // report here and there")),
      /"report here and there" is no mark/,
    );
  });

  it("names a line name that no path uses", () => {
    assert.throws(
      () => outcomeOf(handler("body; // at start")),
      /no path uses "at start"/,
    );
  });
});

describe("the rows of a page", () => {
  it("must be made of known values", () => {
    assert.throws(
      () => readRows("page.md", handler("body;").replace("item.read", "peek")),
      /"peek" is no value of "call"/,
    );
  });

  it("must have a value for each dimension", () => {
    assert.throws(
      () => readRows("page.md", handler("body;").replace(" / ts\n", "\n")),
      /has 5 parts/,
    );
  });
});
