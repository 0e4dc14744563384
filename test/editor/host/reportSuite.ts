import assert from "node:assert/strict";
import path from "node:path";
import { Test } from "mocha";
import { bundleSuite } from "./bundleSuite.ts";
import type { WorkspaceCopy } from "./copyWorkspace.ts";
import { hostOrSkip } from "./hostOrSkip.ts";
import { extension, prepareHost } from "./prepareHost.ts";
import { runSuite, type SuiteResult } from "./runSuite.ts";

/**
 * Runs a suite in the extension host and reports each of its tests here, by its own name. Where VS Code or a browser
 * cannot be installed, all of it is passed over, with the reason.
 *
 * @param entry of the suite, in `suite/`
 * @param makeFolder what VS Code opens: a copy, removed afterwards
 */
export function reportSuite(
  title: string,
  entry: string,
  makeFolder: () => WorkspaceCopy,
): void {
  describe(title, function () {
    // Once VS Code is there, a round takes about 20 seconds.
    this.timeout(400_000);

    let results: SuiteResult[] = [];

    before("VS Code is there, and the suite has run in it", async function () {
      const browser = await hostOrSkip(this, prepareHost);
      this.timeout(330_000);
      const suiteFile = await bundleSuite(
        path.join(import.meta.dirname, "../suite", entry),
      );
      const sample = makeFolder();
      try {
        results = await runSuite({
          browser,
          folder: sample.folder,
          extension,
          suite: suiteFile,
          limitMs: 300_000,
        });
      } finally {
        sample.remove();
      }
      const suite = this.test?.parent;
      for (const { title, state, error } of results)
        suite?.addTest(
          new Test(title, function (this: Mocha.Context) {
            if (state === "pending") this.skip();
            assert.equal(state, "passed", error);
          }),
        );
    });

    it("has tests", () => {
      assert.ok(results.length > 0);
    });
  });
}
