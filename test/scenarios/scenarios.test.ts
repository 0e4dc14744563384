import assert from "node:assert/strict";
import path from "node:path";
import { createWorkshop, type Workshop } from "./harness/copyPrograms.ts";
import { showOutcomes } from "./harness/showOutcomes.ts";
import { readScenario, tryScenario } from "./harness/tryScenario.ts";

/** Of many shapes, and with few runs each; `npm run scenarios` runs all. */
const names = [
  "ambient-token",
  "nested-token",
  "options-built-elsewhere",
  "reader-ahead-of-replica",
  "token-dropped-after-404-1002",
  "token-in-body",
  "token-in-class-field",
  "token-in-property",
  "token-kept-after-404-1002",
  "token-merged-with-own",
];

describe("Scenarios: rules and lab agree about", () => {
  let workshop: Workshop;
  before(() => {
    workshop = createWorkshop();
  });
  after(() => workshop.remove());

  for (const name of names) {
    it(name, async function () {
      this.timeout(300_000);
      const folder = path.join(import.meta.dirname, "programs", name);
      const outcomes = await tryScenario(
        folder,
        await readScenario(folder),
        workshop,
      );
      assert.deepEqual(
        outcomes.flatMap(({ disagreements }) => disagreements),
        [],
        showOutcomes(name, outcomes),
      );
    });
  }
});
