import path from "node:path";
import type { LogEntry } from "../../../lab/src/index.ts";
import type { Workshop } from "../../scenarios/harness/copyPrograms.ts";
import { runPrograms } from "../../scenarios/harness/runPrograms.ts";
import { readScenario } from "../../scenarios/harness/tryScenario.ts";
import {
  compareVerdicts,
  readSpansOf,
  readsOf,
  type ComparedRead,
} from "./compareVerdicts.ts";
import { startCollector } from "./startCollector.ts";

const programs = path.join(import.meta.dirname, "../../scenarios/programs");

export interface Agreement {
  readonly reads: readonly ComparedRead[];
  /** What the lab saw only in one of the two runs; empty where the preload changes nothing. */
  readonly changed: readonly string[];
}

/** Runs a scenario without the preload and with it. */
export async function tryAgreement(
  name: string,
  preload: string,
  workshop: Workshop,
): Promise<Agreement> {
  const scenario = await readScenario(path.join(programs, name));
  const copy = (): string =>
    workshop.copy(path.join(programs, name), scenario.producer);
  const without = await runPrograms(copy(), scenario);
  const collector = await startCollector();
  try {
    const withIt = await runPrograms(copy(), scenario, {
      flags: ["--require", preload],
      environment: collector.environment,
      finish: (log) =>
        until(() => readSpansOf(collector.spans).length >= readsOf(log).length),
    });
    return {
      reads: compareVerdicts(withIt, collector),
      changed: differences(without, withIt),
    };
  } finally {
    collector.stop();
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let count = 0; count < 100 && !holds(); count++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Lines of a log that the other one has not, by what both runs must have in common. */
function differences(
  one: readonly LogEntry[],
  other: readonly LogEntry[],
): string[] {
  const [a, b] = [essenceOf(one), essenceOf(other)];
  return [
    ...without(a, b).map((line) => `only without the preload: ${line}`),
    ...without(b, a).map((line) => `only with the preload: ${line}`),
  ];
}

/** How often somebody reads until the answer is new enough is a matter of time: such reads count once. */
function essenceOf(log: readonly LogEntry[]): string[] {
  const reads = log.filter(({ kind }) => kind === "read").map(essence);
  const rest = log.filter(({ kind }) => kind !== "read").map(essence);
  return [...new Set(reads), ...rest].sort();
}

/** Without what no two runs share: ids that the broker gives, and how far the primary was. */
function essence(entry: LogEntry): string {
  const { service, operation, container, entity, itemId, status } = entry;
  const { sent, verdict, carried } = entry;
  return [service, operation, container, entity, itemId, status]
    .concat(sent, verdict, carried)
    .join(" ");
}

function without(a: readonly string[], b: readonly string[]): string[] {
  const left = [...b];
  return a.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
