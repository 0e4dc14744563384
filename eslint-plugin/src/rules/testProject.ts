/** For tests: small projects on the disk, linted as ESLint would. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- only tests import this file
import { Linter, RuleTester } from "eslint";
import { after, describe, it } from "mocha";
import tseslint from "typescript-eslint";
import { rules } from "./index.ts";

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders)
    fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * Writes a project into a folder of its own, which is gone when the tests are over.
 *
 * @param files Text by path in the project.
 * @returns The folder.
 */
export function writeProject(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-")),
  );
  folders.push(folder);
  // A lock file says where the project begins.
  for (const [file, text] of Object.entries({
    "package-lock.json": "{}",
    ...files,
  })) {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }
  return folder;
}

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
