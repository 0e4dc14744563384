/** One way for each linter to run our recommended config over a folder, and the same form of what it says. */
import { execFile } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { ESLint as Eslint10, type Linter } from "eslint";
import { ESLint as Eslint9 } from "eslint-9";
import tseslint from "typescript-eslint";
import plugin from "../../eslint-plugin/src/index.ts";

const root = path.join(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);

/** `file:line:column rule message`, sorted. */
type Lint = (folder: string) => Promise<string[]>;

export interface LinterRun {
  readonly name: string;
  readonly lint: Lint;
}

/** @param bundle The plugin in one file: workers and Oxlint load it themselves, and know no TypeScript. */
export function runsFor(
  language: "TypeScript" | "JavaScript",
  bundle: string,
): LinterRun[] {
  const parsers =
    language === "JavaScript"
      ? { espree: {}, "@typescript-eslint/parser": untyped }
      : { "@typescript-eslint/parser": untyped, "type information": typed };
  return [
    ...Object.entries(parsers).flatMap(([parser, config]) => [
      { name: `ESLint 10, ${parser}`, lint: eslint(Eslint10, config) },
      { name: `ESLint 9, ${parser}`, lint: eslint(Eslint9, config) },
    ]),
    { name: "Oxlint", lint: (folder) => oxlint(folder, bundle) },
  ];
}

export async function bundlePlugin(): Promise<string> {
  const bundle = path.join(root, `.cache/integration-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, "eslint-plugin/src/index.ts")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  return bundle;
}

const untyped: Linter.LanguageOptions = {
  parser: tseslint.parser,
};
const typed: Linter.LanguageOptions = {
  parser: tseslint.parser,
  parserOptions: { projectService: true },
};

function eslint(
  Version: typeof Eslint10 | typeof Eslint9,
  languageOptions: Linter.LanguageOptions,
): Lint {
  return async (folder) => {
    const isCommonJs = !/"type": "module"/.test(
      fs.readFileSync(path.join(folder, "package.json"), "utf8"),
    );
    const linter = new Version({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ["**/*.{js,ts}"],
          languageOptions: {
            ...languageOptions,
            ...(isCommonJs && !languageOptions.parser
              ? { sourceType: "commonjs" as const }
              : {}),
            parserOptions: {
              ...languageOptions.parserOptions,
              tsconfigRootDir: folder,
            },
          },
        },
        plugin.configs.recommended,
      ],
    });
    const results = await linter.lintFiles(["."]);
    return results
      .flatMap(({ filePath, messages }) =>
        messages.map(
          ({ ruleId, line, column, message }) =>
            `${relative(folder, filePath)}:${line}:${column} ${ruleId?.replace("cosmos-session/", "")} ${message}`,
        ),
      )
      .sort();
  };
}

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly filename: string;
  readonly labels: readonly {
    readonly span: { readonly line: number; readonly column: number };
  }[];
}

async function oxlint(folder: string, bundle: string): Promise<string[]> {
  const bin = path.join(
    path.dirname(require.resolve("oxlint/package.json")),
    "bin/oxlint",
  );
  fs.writeFileSync(
    path.join(folder, ".oxlintrc.json"),
    JSON.stringify({
      jsPlugins: [{ name: "cosmos-session", specifier: bundle }],
      categories: { correctness: "off" },
      rules: plugin.configs.recommended.rules,
    }),
  );
  const out = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [bin, "--format=json", "."],
      { cwd: folder, timeout: 60_000 },
      (_error, stdout, stderr) => resolve(stdout || stderr),
    );
  });
  const { diagnostics } = JSON.parse(out) as { diagnostics: Diagnostic[] };
  return diagnostics
    .map(({ code, message, filename, labels }) => {
      const { line, column } = labels[0]!.span;
      const rule = code.replace(/^cosmos-session\((.+)\)$/, "$1");
      return `${relative(folder, path.resolve(folder, filename))}:${line}:${column} ${rule} ${message}`;
    })
    .sort();
}

function relative(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll("\\", "/");
}
