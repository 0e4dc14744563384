import { rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Style } from "../../../eslint-plugin/src/editor.ts";
import type { Workshop } from "./copyPrograms.ts";
import { disagreement, judgeReads, type JudgedRead } from "./judge.ts";
import { mendPrograms } from "./mendPrograms.ts";
import { readsByRules, type LostToken } from "./readsByRules.ts";
import { runPrograms } from "./runPrograms.ts";
import type { ExpectedRead, Scenario } from "./Scenario.ts";
import { showSeen } from "./showOutcomes.ts";
import { typeErrors } from "./typeErrors.ts";
import { isOf, unexpected } from "./unexpected.ts";

const styles: readonly Style[] = ["inline", "helper", "ambient"];

export interface Outcome {
  /** `as written`, or the style of the edits. */
  readonly state: "as written" | Style;
  readonly reads: readonly JudgedRead[];
  readonly lost: readonly LostToken[];
  /** Why the plugin made no edits, in its words. */
  readonly refused?: string;
  /** What rules, compiler, lab and the scenario's own expectations disagree about. Empty is good. */
  readonly disagreements: readonly string[];
}

/** The programs as they are written, and mended in each style where there is something to mend. */
export async function tryScenario(
  folder: string,
  scenario: Scenario,
  workshop: Workshop,
): Promise<Outcome[]> {
  const inCopy = async (
    state: Outcome["state"],
    work: (copy: string) => Promise<Outcome>,
  ): Promise<Outcome> => {
    const { producer, laterProducer = producer } = scenario;
    const copy = workshop.copy(
      folder,
      state === "as written" ? producer : laterProducer,
    );
    try {
      return await work(copy);
    } catch (error) {
      // A program that fails is a disagreement like any other; the next scenario still runs.
      const text = error instanceof Error ? error.message : String(error);
      return { state, reads: [], lost: [], disagreements: [text] };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
  const first = await inCopy("as written", (copy) => asWritten(copy, scenario));
  const reported = first.reads.filter(({ rules }) => rules.length > 0);
  if (reported.length === 0) return [first];
  // Rules and compiler speak of all styles before the first lab starts, which they would hold up;
  // then the programs of all styles run together.
  const mended = await Promise.all(
    styles.map((style) =>
      inCopy(style, (copy) => asMended(copy, scenario, reported, style)),
    ),
  );
  return [first, ...mended.slice(0, -1), withSomeEdit(mended)];
}

/** @returns the last outcome; it is wrong if no style could mend */
function withSomeEdit(mended: readonly Outcome[]): Outcome {
  const last = mended.at(-1)!;
  if (mended.some(({ refused }) => refused === undefined)) return last;
  return {
    ...last,
    disagreements: [
      ...last.disagreements,
      "No style of edits mends what is reported.",
    ],
  };
}

async function asWritten(copy: string, scenario: Scenario): Promise<Outcome> {
  const errors = typeErrors(copy);
  const said = readsByRules(copy);
  const reads = judgeReads(copy, said.reads, await runPrograms(copy, scenario));
  return {
    state: "as written",
    reads,
    lost: said.lost,
    disagreements: [
      ...errors,
      ...disagreementsAbout(reads, scenario),
      ...unexpected(reads, said.lost, scenario),
    ],
  };
}

async function asMended(
  copy: string,
  scenario: Scenario,
  reported: readonly JudgedRead[],
  state: Style,
): Promise<Outcome> {
  const refusals = mendPrograms(copy, state);
  const said = readsByRules(copy);
  if (said.reads.some(({ rules }) => rules.length > 0)) {
    // An honest refusal leaves the report.
    const refused = [...new Set(refusals)].join(" ");
    return { state, reads: [], lost: said.lost, refused, disagreements: [] };
  }
  const errors = typeErrors(copy).map((text) => `After the edit: ${text}`);
  const reads = judgeReads(copy, said.reads, await runPrograms(copy, scenario));
  const allowed = new Set(["fresh", ...(scenario.mendedMayBe ?? [])]);
  const wrong = reported.flatMap((before) => {
    const after = reads.filter(
      ({ file, call, says, seen }) =>
        file === before.file &&
        call === before.call &&
        says !== "unseen" &&
        seen.size > 0,
    );
    if (after.length === 0)
      return [`${before.file} ${before.call} did not run after the edit.`];
    return after
      .filter(({ seen }) => [...seen.keys()].some((one) => !allowed.has(one)))
      .map(
        (read) =>
          `${read.file}:${read.line} ${read.call} is mended, but the lab saw ${showSeen(read)}.`,
      );
  });
  return {
    state,
    reads,
    lost: said.lost,
    disagreements: [
      ...errors,
      ...new Set(wrong),
      ...disagreementsAbout(reads, scenario),
    ],
  };
}

function disagreementsAbout(
  reads: readonly JudgedRead[],
  scenario: Scenario,
): string[] {
  return reads.flatMap((read) => {
    const known = scenario.reads.filter((expected) => isOf(read, expected));
    return disagreement(read, known.flatMap(excusedOf)) ?? [];
  });
}

/** Wrong answers that no report on the read itself has to announce. */
function excusedOf({ sees, lostIn, ruleToCome }: ExpectedRead) {
  return sees === "downgraded" ||
    lostIn !== undefined ||
    ruleToCome !== undefined
    ? [sees]
    : [];
}

/** @returns the scenario that stands in a folder of `programs/` */
export async function readScenario(folder: string): Promise<Scenario> {
  const file = pathToFileURL(path.join(folder, "scenario.ts")).href;
  return ((await import(file)) as { default: Scenario }).default;
}
