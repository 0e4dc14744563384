import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ESLint } from "eslint";
import type { Host } from "../analysis/host.ts";
import { parseSettings, type Settings } from "../analysis/settings.ts";
import { showFile } from "../messages/index.ts";
import type { Target } from "./targets.ts";
import { UsageError, type Terminal } from "./terminal.ts";

/** More files than this are not asked for their configuration: each costs some milliseconds. */
const MAX_FILES = 20;

/**
 * The settings that hold for a project: those of a file that `--settings` names, else those that the project's own
 * ESLint computes for one of its files that has to do with us.
 *
 * @throws {UsageError} for a settings file that cannot be read. What is wrong in settings is told, and they are
 * used without it.
 */
export async function readSettings(
  file: string | undefined,
  target: Target,
  host: Host,
  terminal: Terminal,
): Promise<Settings> {
  const raw =
    file === undefined
      ? await settingsOfEslint(target, host, terminal)
      : readJson(path.resolve(terminal.cwd, file), file);
  const { settings, problems } = parseSettings(raw);
  for (const problem of problems)
    terminal.error(`cosmos-session: ${problem}\n`);
  return settings;
}

function readJson(file: string, asGiven: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(
      `cannot read the settings in "${asGiven}": ${messageOf(error)}. Expected JSON such as { "presets": ["event-hubs"] }.`,
    );
  }
}

async function settingsOfEslint(
  target: Target,
  host: Host,
  terminal: Terminal,
): Promise<unknown> {
  const eslint = loadEslint(target.root);
  if (eslint === undefined) return undefined;
  try {
    for (const source of filesToAsk(target, host)) {
      const config = (await eslint.calculateConfigForFile(source)) as
        { settings?: Record<string, unknown> } | undefined;
      const settings = config?.settings?.["cosmos-session"];
      if (settings !== undefined) return settings;
    }
  } catch (error) {
    // A project without a configuration has the default settings.
    if (!isMissingConfig(error)) {
      const file = await configFileOf(eslint, target);
      const where = file === undefined ? "" : ` (${showFile(file, terminal)})`;
      terminal.error(
        `cosmos-session: the ESLint configuration${where} cannot be read, so the default settings hold: ${sentence(messageOf(error))}${howToFind(error, file, terminal)} Mend it, or pass --settings FILE.\n`,
      );
    }
  }
  return undefined;
}

/** The project's own ESLint; `undefined` where it has none. */
function loadEslint(root: string): ESLint | undefined {
  try {
    const load = createRequire(path.join(root, "package.json"));
    const { ESLint: OwnEslint } = load("eslint") as {
      ESLint: typeof ESLint;
    };
    return new OwnEslint({ cwd: root });
  } catch {
    return undefined;
  }
}

/** Files that name an SDK first: a configuration may give settings to some files only. */
function filesToAsk({ sources, has }: Target, host: Host): string[] {
  const named: string[] = [];
  const others: string[] = [];
  for (const source of sources) {
    if (!has(source)) continue;
    const isNamed = /@azure\/(cosmos|service-bus|functions)/.test(
      host.readText(source) ?? "",
    );
    (isNamed ? named : others).push(source);
    if (named.length >= MAX_FILES) break;
  }
  return [...named, ...others].slice(0, MAX_FILES);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As ESLint 9.39 and 10.15 say it. */
function isMissingConfig(error: unknown): boolean {
  return messageOf(error) === "Could not find config file.";
}

async function configFileOf(
  eslint: ESLint,
  { sources }: Target,
): Promise<string | undefined> {
  try {
    return await eslint.findConfigFile(sources[0]);
  } catch {
    return undefined;
  }
}

/** The error of an ES module that does not parse has no line; Node itself shows it. */
function howToFind(
  error: unknown,
  file: string | undefined,
  terminal: Terminal,
): string {
  return error instanceof SyntaxError && file !== undefined
    ? ` "node --check ${showFile(file, terminal)}" shows the line.`
    : "";
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
