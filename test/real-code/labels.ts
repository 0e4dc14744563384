import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** A place in a file: `file` is relative to the checkout with `/`, `line` counts from 1. */
export interface Place {
  file: string;
  line: number;
}

/** A chained call such as `item(id, pk).read()`; `line` is where the chain begins, `callLine` where `.read(` stands. */
export interface LabelledCall extends Place {
  callLine?: number;
  call: string;
}

type Expected = "report" | "silent";

/** One pair of a handler and a read that it reaches. */
export interface Flow {
  id: string;
  handler: Place & { shape: string };
  read: LabelledCall;
  /** Calls on the way, each `file:line`. */
  via: string[];
  expected: Expected;
  why: string;
  difficulty: string;
}

/** One send, with the write before it (`null`: that there is none is the point). */
export interface Send {
  id: string;
  write: LabelledCall | null;
  send: Place & { call: string };
  expected: Expected;
  why: string;
  difficulty: string;
  /** `file:line` of call sites where a report is as good as at `send`. */
  also_accept?: string[];
}

/** One repository at one commit. */
export interface Entry {
  repo: string;
  dir: string;
  commit: string;
  tier: string;
  subtier?: string;
  roots: string[];
  flows: Flow[];
  /** Left out: sends are not labelled in this entry. */
  sends?: Send[];
  unclear?: (Place & { why: string })[];
  /** `settings["cosmos-session"]` for this entry. */
  settings?: Record<string, unknown>;
  /** Lint these files in place of all files under `roots`. */
  only?: string[];
}

/** @throws Error when the file is no labels file of format 1 or an entry lacks a field that scoring needs. */
export function parseLabels(text: string, source: string): Entry[] {
  const data = JSON.parse(text) as { format?: unknown; repositories?: unknown };
  if (data.format !== 1 || !Array.isArray(data.repositories)) {
    throw new Error(
      `"${source}" is no labels file: expected { "format": 1, "repositories": [...] }.`,
    );
  }
  const entries = data.repositories as Partial<Entry>[];
  entries.forEach((entry, index) => {
    for (const field of ["dir", "commit", "tier", "roots", "flows"] as const) {
      if (entry[field] === undefined) {
        throw new Error(
          `"${source}": entry ${index} (${entry.dir ?? "no dir"}) has no field "${field}".`,
        );
      }
    }
  });
  return entries as Entry[];
}

/** Splits `src/a.ts:12`. */
export function parsePlace(text: string): Place {
  const colon = text.lastIndexOf(":");
  const line = Number(text.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(line) || line < 1)
    throw new Error(`"${text}" is not of the form file:line.`);
  return { file: text.slice(0, colon), line };
}

/**
 * The labels of an entry that its checkout does not bear out: a file or line that is missing,
 * a `callLine` without the call it names. Empty when all hold.
 */
export function checkLabels(entry: Entry, checkout: string): string[] {
  const problems: string[] = [];

  const check = (id: string, { file, line }: Place, call?: string): void => {
    const full = path.join(checkout, file);
    if (!existsSync(full) || !statSync(full).isFile()) {
      problems.push(`${id}: no file ${file}`);
      return;
    }
    const text = readFileSync(full, "utf8").split(/\r?\n/)[line - 1];
    if (text === undefined) problems.push(`${id}: ${file} has no line ${line}`);
    else if (call !== undefined && !holdsCall(text, call))
      problems.push(`${id}: no call of ${call} at ${file}:${line}`);
  };

  for (const { id, handler, read } of entry.flows) {
    check(id, handler);
    check(id, read);
    check(
      id,
      { file: read.file, line: read.callLine ?? read.line },
      read.call === "input-binding" ? undefined : read.call,
    );
  }
  for (const { id, send, also_accept = [] } of entry.sends ?? []) {
    check(id, send, send.call);
    for (const place of also_accept) check(id, parsePlace(place));
  }
  for (const place of entry.unclear ?? []) check("unclear", place);
  return problems;
}

/** Whether the line holds the method that `call` (`items.query`) names, with `(` or type arguments after it. */
function holdsCall(text: string, call: string): boolean {
  const method = call.slice(call.lastIndexOf(".") + 1);
  return new RegExp(`\\b${method}\\s*(\\?\\.)?[(<]`).test(text);
}
