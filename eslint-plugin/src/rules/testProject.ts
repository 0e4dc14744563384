/** For tests: small projects on the disk, linted as ESLint would. */
import fs from "node:fs";
import path from "node:path";
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- only tests import this file
import { Linter, RuleTester } from "eslint";
import { after, describe, it } from "mocha";
import tseslint from "typescript-eslint";
import { writeProject } from "../../test-support/writeProject.ts";
import { rules } from "./index.ts";

/** The first file is the one that `RuleTester` lints. */
export function inProject(files: Readonly<Record<string, string>>): {
  filename: string;
  code: string;
} {
  const [[file, code]] = Object.entries(files) as [[string, string]];
  return { filename: path.join(writeProject(files), file), code };
}

/** ESLint's own, speaking Mocha. TypeScript without type information. */
export function createRuleTester(): RuleTester {
  RuleTester.describe = describe;
  RuleTester.it = it;
  Object.assign(RuleTester, { afterAll: after });
  return new RuleTester({
    languageOptions: { parser: tseslint.parser },
  });
}

export interface LintOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What stands in the editor; without it the file's text. */
  readonly text?: string;
}

/** All rules over one file of a project, with the project as working directory. */
export function lintInProject(
  folder: string,
  file: string,
  { settings = {}, text }: LintOptions = {},
): Linter.LintMessage[] {
  const filename = path.join(folder, file);
  return new Linter({ cwd: folder }).verify(
    text ?? fs.readFileSync(filename, "utf8"),
    [
      {
        files: ["**/*.ts", "**/*.tsx"],
        languageOptions: { parser: tseslint.parser },
      },
      {
        plugins: { "cosmos-session": { rules: { ...rules } } },
        rules: Object.fromEntries(
          Object.keys(rules).map((rule) => [`cosmos-session/${rule}`, "error"]),
        ),
      },
      { settings: { "cosmos-session": settings } },
    ],
    { filename },
  );
}
