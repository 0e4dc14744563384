import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { copyPrograms } from "./copyPrograms.ts";
import {
  disagreement,
  judgeReads,
  showSeen,
  type JudgedRead,
} from "./judge.ts";
import { readsByRules } from "./readsByRules.ts";
import { runPrograms } from "./runPrograms.ts";
import type { Scenario } from "./Scenario.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const tsc = path.join(
  path.dirname(require.resolve("typescript/package.json")),
  "bin/tsc",
);
const command = fileURLToPath(
  new URL("../../../eslint-plugin/src/cli/main.ts", import.meta.url),
);

export const styles = ["inline", "helper", "ambient"] as const;
export type Style = (typeof styles)[number];

export interface Outcome {
  /** `as written`, or the style of the edits. */
  readonly state: "as written" | Style;
  readonly reads: readonly JudgedRead[];
  /** Edits that the plugin refused to make, in its words. */
  readonly refused?: string;
  /** What rules, compiler, lab and the scenario's own expectations disagree about. Empty is good. */
  readonly disagreements: readonly string[];
}

/** The programs as they are written, and mended in each style where there is something to mend. */
export async function tryScenario(
  folder: string,
  scenario: Scenario,
): Promise<Outcome[]> {
  const first = await inCopy(folder, async (copy) =>
    asWritten(copy, scenario).catch((error: unknown) =>
      failed("as written", error),
    ),
  );
  if (!first.reads.some(({ rules }) => rules.length > 0)) return [first];
  const outcomes = [first];
  for (const style of styles) {
    outcomes.push(
      await inCopy(folder, async (copy) =>
        mended(copy, scenario, first, style).catch((error: unknown) =>
          failed(style, error),
        ),
      ),
    );
  }
  return outcomes;
}

async function asWritten(copy: string, scenario: Scenario): Promise<Outcome> {
  const reads = await judged(copy, scenario);
  return {
    state: "as written",
    reads,
    disagreements: [
      ...reads.flatMap(
        (read) => disagreement(read, mayBeDowngraded(scenario, read)) ?? [],
      ),
      ...unexpected(reads, scenario),
    ],
  };
}

async function mended(
  copy: string,
  scenario: Scenario,
  first: Outcome,
  style: Style,
): Promise<Outcome> {
  const { stdout } = await run(
    process.execPath,
    [
      "--import",
      import.meta.resolve("tsx"),
      command,
      "fix",
      `--style=${style}`,
    ],
    { cwd: copy },
  ).catch((error: unknown) => error as { stdout: string });
  const left = readsByRules(copy).filter(({ rules }) => rules.length > 0);
  if (left.length > 0) {
    // An honest refusal leaves the report; what the command says is the reason.
    return {
      state: style,
      reads: [],
      refused: stdout.trim(),
      disagreements: [],
    };
  }
  const disagreements = [...(await typeErrors(copy))];
  const reads = await judged(copy, scenario);
  const allowed = new Set(["fresh", ...(scenario.mendedMayBe ?? [])]);
  for (const before of first.reads.filter(({ rules }) => rules.length > 0)) {
    const after = reads.find(
      ({ file, call }) => file === before.file && call === before.call,
    );
    if (after === undefined || after.seen.size === 0) {
      disagreements.push(
        `${before.file} ${before.call} did not run after the edit.`,
      );
    } else if (
      ![...after.seen.keys()].every((verdict) => allowed.has(verdict))
    ) {
      disagreements.push(
        `${after.file}:${after.line} ${after.call} is mended, but the lab saw ${showSeen(after)}.`,
      );
    }
  }
  return {
    state: style,
    reads,
    disagreements: [
      ...disagreements,
      ...reads.flatMap(
        (read) => disagreement(read, mayBeDowngraded(scenario, read)) ?? [],
      ),
    ],
  };
}

/** A program that fails is a disagreement like any other; the next scenario still runs. */
function failed(state: Outcome["state"], error: unknown): Outcome {
  const text = error instanceof Error ? error.message : String(error);
  return { state, reads: [], disagreements: [text] };
}

async function judged(copy: string, scenario: Scenario): Promise<JudgedRead[]> {
  return judgeReads(
    copy,
    readsByRules(copy),
    await runPrograms(copy, scenario),
  );
}

function mayBeDowngraded(scenario: Scenario, read: JudgedRead): boolean {
  return scenario.reads.some(
    ({ file, call, sees }) =>
      sees === "downgraded" &&
      read.file.startsWith(`${file}.`) &&
      read.call === call,
  );
}

/** What the scenario says of its reads against what came out. */
function unexpected(
  reads: readonly JudgedRead[],
  { reads: expected }: Scenario,
): string[] {
  return expected.flatMap(({ file, call, says, sees }) => {
    const found = reads.filter(
      (read) => read.file.startsWith(`${file}.`) && read.call === call,
    );
    if (found.length === 0)
      return [`There is no ${call} in ${file}, as the scenario says.`];
    const fits = found.some(
      (read) =>
        read.says === says &&
        (sees === "none" ? read.seen.size === 0 : read.seen.has(sees)),
    );
    if (fits) return [];
    const shown = found
      .map((read) => `${read.says}, ${showSeen(read)}`)
      .join("; ");
    return [
      `The scenario expects ${call} in ${file} to be ${says} and seen ${sees}; it is: ${shown}.`,
    ];
  });
}

async function typeErrors(copy: string): Promise<string[]> {
  try {
    await run(process.execPath, [tsc, "-p", copy], { cwd: copy });
    return [];
  } catch (error) {
    return [`It does not compile:\n${(error as { stdout: string }).stdout}`];
  }
}

async function inCopy<T>(
  folder: string,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = copyPrograms(folder);
  try {
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** @returns the scenario that stands in a folder of `programs/` */
export async function readScenario(folder: string): Promise<Scenario> {
  const file = pathToFileURL(path.join(folder, "scenario.ts")).href;
  return ((await import(file)) as { default: Scenario }).default;
}
