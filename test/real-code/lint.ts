import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Linter, type ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { parsePlace, type Place } from "./labels.ts";

/** A message of a rule of the plugin. */
export interface Report extends Place {
  /** Without the plugin's prefix: `require-session-token`. */
  rule: string;
  endLine: number;
  message: string;
  /** The calls that the message names, the last one being the read or write; empty when it names none. */
  path: Place[];
}

export interface LintResult {
  reports: Report[];
  /** Files that did not parse, and files on which a rule threw; each with the reason. */
  failures: string[];
  lintMs: number;
}

const PLUGIN = "cosmos-session";

/**
 * Lints files of a checkout with the plugin's recommended config and no type information.
 * Inline configuration is off: a comment in somebody's code must not hide a report from the score.
 */
export function lintFiles(
  checkout: string,
  files: string[],
  plugin: ESLint.Plugin,
  settings: Record<string, unknown>,
): LintResult {
  const linter = new Linter({ cwd: checkout });
  const reports: Report[] = [];
  const failures: string[] = [];
  const start = performance.now();

  for (const file of files) {
    const filename = path.join(checkout, file);
    const text = readFileSync(filename, "utf8");
    const sourceType = findSourceType(checkout, file, text);
    try {
      const messages = linter.verify(
        text,
        configFor(plugin, settings, sourceType),
        { filename },
      );
      for (const message of messages) {
        const [namespace, rule] = message.ruleId?.split("/") ?? [];
        if (namespace === PLUGIN && rule)
          reports.push(toReport(file, rule, message));
        else if (message.fatal)
          failures.push(`${file}:${message.line} ${message.message}`);
      }
    } catch (error) {
      failures.push(`${file} threw: ${String(error).split("\n")[0]}`);
    }
  }
  return { reports, failures, lintMs: Math.round(performance.now() - start) };
}

function configFor(
  plugin: ESLint.Plugin,
  settings: Record<string, unknown>,
  sourceType: "module" | "commonjs",
): Linter.Config[] {
  const recommended = plugin.configs?.["recommended"];
  if (!recommended) throw new Error('The plugin has no config "recommended".');
  return [
    {
      files: ["**/*.{js,jsx,mjs,cjs}"],
      languageOptions: {
        sourceType,
        parserOptions: { ecmaFeatures: { jsx: true } },
      },
    },
    {
      files: ["**/*.{ts,tsx,mts,cts}"],
      languageOptions: { parser: tseslint.parser, sourceType },
    },
    ...([recommended].flat() as Linter.Config[]),
    {
      linterOptions: {
        noInlineConfig: true,
        reportUnusedDisableDirectives: "off",
      },
      settings: { [PLUGIN]: settings },
    },
  ];
}

/**
 * A `.js` file is a module when its package says so, or when it uses module syntax
 * (many front ends leave `type` out and have a bundler).
 */
export function findSourceType(
  checkout: string,
  file: string,
  text: string,
): "module" | "commonjs" {
  if (/\.c[jt]s$/.test(file)) return "commonjs";
  if (!/\.jsx?$/.test(file)) return "module";
  if (/^\s*(import[\s{*"']|export[\s{*])/m.test(text)) return "module";
  return isInModulePackage(checkout, file) ? "module" : "commonjs";
}

function isInModulePackage(checkout: string, file: string): boolean {
  for (
    let folder = path.posix.dirname(file);
    ;
    folder = path.posix.dirname(folder)
  ) {
    const manifest = path.join(checkout, folder, "package.json");
    if (existsSync(manifest))
      return /"type"\s*:\s*"module"/.test(readFileSync(manifest, "utf8"));
    if (folder === ".") return false;
  }
}

function toReport(
  file: string,
  rule: string,
  message: Linter.LintMessage,
): Report {
  return {
    rule,
    file,
    line: message.line,
    endLine: message.endLine ?? message.line,
    message: message.message,
    path: parsePath(message.message),
  };
}

/** Reads `src/a.ts:41 -> src/b.ts:30` out of a message; the first such path counts. */
export function parsePath(message: string): Place[] {
  const match = /[^\s`'"(]+:\d+(?: -> .+?:\d+(?!\d))+/.exec(message);
  if (!match) return [];
  return match[0].split(" -> ").map(parsePlace);
}
