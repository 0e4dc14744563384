import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import type { SuiteResult } from "../host/runSuite.ts";

/** @param load imports the tests: only when it is called `describe` is there */
export async function runMocha(load: () => Promise<unknown>): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, forbidOnly: true });
  mocha.suite.emit("pre-require", globalThis, "suite", mocha);
  await load();
  const results: SuiteResult[] = [];
  const file = process.env["SUITE_RESULTS"];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const note =
      (state: SuiteResult["state"]) =>
      (test: Mocha.Runnable, error?: Error) => {
        results.push({
          title: test.fullTitle(),
          state,
          ...(error && { error: error.stack ?? String(error) }),
        });
        // After each test: a suite that hangs has left what came before.
        if (file !== undefined) writeFileSync(file, JSON.stringify(results));
      };
    runner
      .on("pass", note("passed"))
      .on("fail", note("failed"))
      .on("pending", note("pending"));
  });
  if (failures > 0 || results.length === 0)
    throw new Error(`${failures} of ${results.length} tests failed.`);
}
