/** The programs that are measured. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Place } from "./prepare.ts";
import type { Subject } from "./runOnce.ts";

const require = createRequire(import.meta.url);
const child = (file: string): string =>
  path.join(import.meta.dirname, "child", file);

export type EslintVariant = "none" | "empty" | "ours" | "no-cycle" | "typed";

/** A whole run of ESLint's command line on every source file. */
export function eslintRun(
  { folder, plugin }: Place,
  variant: EslintVariant,
  options: readonly string[] = [],
  name: string = variant,
): Subject {
  return {
    name,
    cwd: folder,
    args: [
      binOf(require.resolve("eslint/package.json"), "eslint"),
      "--no-inline-config",
      `--config=${child("lintConfig.mjs")}`,
      `--format=${child("countMessages.cjs")}`,
      ...options,
      ".",
    ],
    env: {
      BENCH_VARIANT: variant,
      BENCH_PLUGIN: plugin.entry,
      COSMOS_SESSION_TIMES: "1",
    },
  };
}

export type OxlintVariant = "native" | "ours" | "ours, timed";

/** A whole run of Oxlint. */
export function oxlintRun(
  { folder, plugin, scratch }: Place,
  variant: OxlintVariant,
): Subject {
  const config = path.join(scratch, `oxlint ${variant}.json`);
  const bare = { categories: { correctness: "off" }, plugins: [] };
  writeFileSync(
    config,
    JSON.stringify(
      variant === "native"
        ? // Cheap, and reports nothing, so that printing does not count.
          { ...bare, rules: { "no-empty-character-class": "error" } }
        : {
            ...bare,
            jsPlugins: [
              {
                name: "cosmos-session",
                specifier:
                  variant === "ours" ? plugin.entry : child("oxlintPlugin.mjs"),
              },
            ],
            rules: {
              "cosmos-session/require-session-token": "error",
              "cosmos-session/require-session-consistency": "error",
              "cosmos-session/no-lost-session-token": "error",
            },
          },
    ),
  );
  return {
    name: variant,
    cwd: folder,
    args: [
      binOf(require.resolve("oxlint/package.json"), "oxlint"),
      `--config=${config}`,
      "--quiet",
      ".",
    ],
    env: { BENCH_PLUGIN: plugin.entry },
  };
}

/** The engine without ESLint, in a process of its own. */
export function engineRun({ folder, plugin }: Place, name: string): Subject {
  return {
    name,
    cwd: folder,
    args: [child("analyseProject.mjs"), "."],
    env: { BENCH_ANALYSIS: plugin.analysis },
  };
}

/** A warm process that lints files again, each of them changed many times. */
export function relintRun(place: Place, files: readonly string[]): Subject {
  return {
    name: "warm process",
    cwd: place.writable().folder,
    args: [
      `--import=${pathToFileURL(require.resolve("tsx/esm")).href}`,
      child("relint.mjs"),
      ...files,
    ],
    env: {
      BENCH_VARIANT: "ours",
      BENCH_PLUGIN: place.plugin.entry,
      COSMOS_SESSION_TIMES: "1",
    },
  };
}

function binOf(manifest: string, bin: string): string {
  const { bin: bins } = require(manifest) as { bin: Record<string, string> };
  return path.join(path.dirname(manifest), bins[bin] ?? "");
}
