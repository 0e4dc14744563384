import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { buildPreload } from "../../instrumentation/build.mjs";
import {
  createWorkshop,
  type Workshop,
} from "../scenarios/harness/copyPrograms.ts";
import { tryAgreement } from "./support/tryAgreement.ts";

/** Of different shapes; `npm run preload-agreement` runs all. */
const names = [
  "token-in-property",
  "reader-ahead-of-replica",
  "token-dropped-after-404-1002",
  "batch-of-reads-without-token",
];

describe("The preload and the lab say the same of", function () {
  this.timeout(120_000);
  let workshop: Workshop | undefined;
  let preload: string;

  before(async () => {
    workshop = createWorkshop();
    preload = await buildPreload();
  });
  after(() => workshop?.remove());

  for (const name of names) {
    it(name, async () => {
      const { reads, changed } = await tryAgreement(name, preload, workshop!);
      assert.notEqual(reads.length, 0);
      assert.deepEqual(
        reads.map(({ preload: said }) => said),
        reads.map(({ lab }) => lab),
      );
      assert.deepEqual(changed, []);
    });
  }
});
