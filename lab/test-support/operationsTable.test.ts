import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { page, withOperations } from "./operationsTable.ts";

describe("FIDELITY.md", () => {
  it("lists the operations that there are handlers for", async () => {
    const text = readFileSync(page, "utf8");
    assert.equal(
      text,
      await withOperations(text),
      'Run "node --import tsx lab/test-support/operationsTable.ts".',
    );
  });
});
