/** The same program gets the same findings, to the letter, whatever lints and whatever parses. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { writeProject } from "../../eslint-plugin/test-support/writeProject.ts";
import { bundlePlugin, runsFor } from "./linters.ts";
import { programs } from "./projects.ts";

const azure = path.join(import.meta.dirname, "../../node_modules/@azure");

describe("the same findings in every linter", function () {
  let bundle: string;
  before(async () => {
    bundle = await bundlePlugin();
  });
  after(() => fs.rmSync(bundle, { force: true }));

  for (const { name, language, files, expected } of programs) {
    describe(name, () => {
      const said = new Map<string, string[]>();
      for (const { name: linter } of runsFor(language, ""))
        it(linter, async () => {
          const folder = writeProject(files);
          // Type information is only that of a program whose packages are installed.
          fs.mkdirSync(path.join(folder, "node_modules"));
          fs.symlinkSync(
            azure,
            path.join(folder, "node_modules/@azure"),
            "junction",
          );
          const run = runsFor(language, bundle).find(
            (one) => one.name === linter,
          )!;
          const messages = await run.lint(folder);
          said.set(linter, messages);
          assert.deepEqual(messages.map(shorten), expected);
        });

      it("columns and words are the same in all of them", () => {
        const [first, ...others] = said.values();
        assert.ok(others.length >= 4);
        for (const other of others) assert.deepEqual(other, first);
      });
    });
  }
});

/** `a.ts:1:5 rule message` -> `a.ts:1 rule` */
function shorten(message: string): string {
  const [, place = "", rule = ""] = /^(.+?:\d+):\d+ (\S+)/.exec(message) ?? [];
  return `${place} ${rule}`;
}
