import { parseArgs } from "node:util";
import { findNearestName } from "../analysis/nearestName.ts";
import { STYLES, type Style } from "../analysis/settings.ts";
import { explain } from "./explain.ts";
import { fix } from "./fix.ts";
import { UsageError, type Terminal } from "./terminal.ts";
import { usage, usageOf } from "./usage.ts";
import { version } from "./version.ts";

/** @returns The exit code, as `usage` tells it. */
export async function runCommand(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`cosmos-session: ${error.message}\n`);
    return 2;
  }
}

const commands = ["explain", "fix"] as const;

async function dispatch(
  [name, ...rest]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (name === undefined || name === "help" || isHelp(name)) {
    terminal.out(usage);
    return 0;
  }
  if (name === "--version" || name === "-v") {
    terminal.out(`${version()}\n`);
    return 0;
  }
  const command = commands.find((known) => known === name);
  if (command === undefined) {
    const nearest = findNearestName(name, commands);
    throw new UsageError(
      `there is no command "${name}". ${nearest === undefined ? `Known are ${commands.join(" and ")}.` : `Did you mean "${nearest}"?`} Run "cosmos-session --help" for a start.`,
    );
  }
  if (rest.some(isHelp)) {
    terminal.out(usageOf[command]);
    return 0;
  }
  return command === "explain"
    ? await explain(parseExplain(rest), terminal)
    : await fix(parseFix(rest), terminal);
}

function isHelp(arg: string): boolean {
  return arg === "--help" || arg === "-h";
}

function parseExplain(args: readonly string[]) {
  const options = {
    json: { type: "boolean", default: false },
    stats: { type: "boolean", default: false },
    settings: { type: "string" },
  } as const;
  const { values, positionals } = parse("explain", options, () =>
    parseArgs({ args: [...args], allowPositionals: true, options }),
  );
  return { ...values, paths: positionals };
}

function parseFix(args: readonly string[]) {
  const options = {
    "dry-run": { type: "boolean", default: false },
    style: { type: "string" },
    settings: { type: "string" },
  } as const;
  const { values, positionals } = parse("fix", options, () =>
    parseArgs({ args: [...args], allowPositionals: true, options }),
  );
  return {
    isDryRun: values["dry-run"],
    style: values.style === undefined ? undefined : parseStyle(values.style),
    settings: values.settings,
    paths: positionals,
  };
}

function parseStyle(text: string): Style {
  const style = STYLES.find((known) => known === text);
  if (style === undefined)
    throw new UsageError(
      `--style is "${text}"; expected one of ${STYLES.join(", ")}.`,
    );
  return style;
}

function parse<T>(
  command: (typeof commands)[number],
  options: Readonly<Record<string, unknown>>,
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // Node adds advice on how to pass an option as a file name, which nobody means here.
    const [what = text] = text.split(". ");
    const unknown = /^Unknown option '--(.+)'/.exec(what)?.[1];
    const nearest =
      unknown === undefined
        ? undefined
        : findNearestName(unknown, Object.keys(options));
    const advice = nearest === undefined ? "" : ` Did you mean "--${nearest}"?`;
    throw new UsageError(
      `${what}.${advice} "cosmos-session ${command} --help" tells the options.`,
    );
  }
}
