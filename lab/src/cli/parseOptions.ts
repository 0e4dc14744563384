import { rowsOfCommand, type OptionRow } from "./options.ts";

/** A command line that cannot be followed; says which option, and the right use. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Value<R extends OptionRow> = R["type"] extends "number"
  ? number
  : R["type"] extends "switch"
    ? boolean
    : R["type"] extends "list"
      ? readonly string[]
      : string;

export interface Parsed<R extends Record<string, OptionRow>> {
  readonly options: { readonly [K in keyof R]?: Value<R[K]> };
  /** What is no option. */
  readonly rest: readonly string[];
  /** What stands behind `--`; `undefined` where none is. */
  readonly command: readonly string[] | undefined;
}

/**
 * Reads `--name value`, `--name=value` and `--switch`.
 *
 * @throws {UsageError}
 */
export function parseOptions<R extends Record<string, OptionRow>>(
  rows: R,
  args: readonly string[],
): Parsed<R> {
  const options: Record<string, unknown> = {};
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg === "--") {
      const command = args.slice(index + 1);
      return { options: options as Parsed<R>["options"], rest, command };
    }
    if (!arg.startsWith("-")) {
      rest.push(arg);
      continue;
    }
    const [flag = "", ...parts] = arg.split("=");
    const name = flag.replace(/^--/, "");
    const row = flag.startsWith("--") ? rowOf(rows, name) : undefined;
    if (row === undefined) throw new UsageError(unknown(flag, rows));
    const inline = parts.length > 0 ? parts.join("=") : undefined;
    if (row.type === "switch") {
      if (inline !== undefined) {
        throw new UsageError(`--${name} takes no value: write --${name}.`);
      }
      options[name] = true;
      continue;
    }
    const value = inline ?? args[++index];
    if (value === undefined || value === "" || value === "--") {
      throw new UsageError(`--${name} needs a value: ${usage(name, row)}.`);
    }
    if (row.type === "list") {
      options[name] = [
        ...((options[name] as string[] | undefined) ?? []),
        value,
      ];
    } else if (name in options) {
      throw new UsageError(`--${name} is given twice; give it once.`);
    } else {
      options[name] =
        row.type === "number" ? toNumber(name, row, value) : value;
    }
  }
  return { options: options as Parsed<R>["options"], rest, command: undefined };
}

function toNumber(name: string, row: OptionRow, value: string): number {
  const { from = 0, to = Number.MAX_SAFE_INTEGER, example = from } = row;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new UsageError(
    `--${name} takes a whole number from ${from} to ${to}; got "${value}". Example: --${name} ${example}`,
  );
}

export function usage(name: string, row: OptionRow): string {
  return row.value === undefined ? `--${name}` : `--${name} ${row.value}`;
}

/** Not what every object has: `--constructor`. */
function rowOf(
  rows: Readonly<Record<string, OptionRow>>,
  name: string,
): OptionRow | undefined {
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}

function unknown(flag: string, rows: Record<string, OptionRow>): string {
  const names = Object.keys(rows);
  const name = flag.replace(/^-+/, "");
  for (const [command, others] of Object.entries(rowsOfCommand)) {
    const row = rowOf(others, name);
    if (row !== undefined) {
      return `${flag} is no option here, but one of "${command}": ${usage(name, row)}.`;
    }
  }
  const close = names.find(
    (other) => distance(name, other) <= Math.min(2, name.length / 3),
  );
  const near =
    close === undefined
      ? names.filter((other) => other.split("-").includes(name))
      : [close];
  return near.length === 0
    ? `${flag} is no option here. There are ${names.map((one) => `--${one}`).join(", ")}.`
    : `${flag} is no option here; did you mean ${near.map((one) => usage(one, rows[one]!)).join(" or ")}?`;
}

/** Levenshtein's, for typing errors. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, changed));
    }
    row = next;
  }
  return row[b.length]!;
}
