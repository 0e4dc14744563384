import assert from "node:assert/strict";
import type { ReadSummary } from "../analysis/protocol.ts";
import { describeReads } from "./describeReads.ts";

function handlerWith(...verdicts: ReadSummary["verdict"][]) {
  const spot = { line: 0, character: 0 };
  return {
    file: "/w/a.ts",
    start: spot,
    shape: "subscribe",
    name: "",
    reads: verdicts.map((verdict) => ({
      text: "read()",
      file: "/w/a.ts",
      range: { start: spot, end: spot },
      verdict,
      because: "",
    })),
  };
}

describe("the line above a handler", () => {
  it("is absent where the handler reads nothing", () => {
    assert.equal(describeReads(handlerWith()), undefined);
  });

  it("says that all is well", () => {
    assert.equal(
      describeReads(handlerWith("protected", "protected")),
      "$(pass) 2 Cosmos DB reads, all protected",
    );
  });

  it("counts what passes no token", () => {
    assert.equal(
      describeReads(handlerWith("protected", "unprotected", "unknown")),
      "$(warning) 3 Cosmos DB reads: 1 protected, 1 without the message's token, 1 unknown",
    );
  });

  it("does not warn of what it only cannot see", () => {
    assert.equal(
      describeReads(handlerWith("unknown")),
      "$(question) 1 Cosmos DB read: 0 protected, 1 unknown",
    );
  });
});
