import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { filesBelow } from "./filesBelow.ts";
import type { Outcome } from "./tryScenario.ts";

/** What came out of scenarios in earlier runs, so that a run that was cut off can go on. */
export interface KeptOutcomes {
  /** @returns nothing if the scenario never ran, or not with what it is made of now */
  find(name: string, madeOf: string): Outcome[] | undefined;
  keep(name: string, madeOf: string, outcomes: readonly Outcome[]): void;
}

interface KeptFile {
  readonly madeOf: string;
  readonly outcomes: readonly Outcome[];
}

/** @param folder One file for each scenario is put there. */
export function createKeptOutcomes(folder: string): KeptOutcomes {
  const fileOf = (name: string): string => path.join(folder, `${name}.json`);
  return {
    find(name, madeOf) {
      const kept = readKept(fileOf(name));
      return kept?.madeOf === madeOf
        ? kept.outcomes.map((outcome) => ({
            ...outcome,
            reads: outcome.reads.map((read) => ({
              ...read,
              seen: new Map(read.seen),
            })),
          }))
        : undefined;
    },
    keep(name, madeOf, outcomes) {
      mkdirSync(folder, { recursive: true });
      const kept: KeptFile = { madeOf, outcomes };
      writeFileSync(
        fileOf(name),
        JSON.stringify(kept, (_key, value: unknown) =>
          value instanceof Map ? [...value] : value,
        ),
      );
    },
  };
}

/** @returns nothing as well for a file that was cut off when the run was */
function readKept(file: string): KeptFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as KeptFile;
  } catch {
    return undefined;
  }
}

/** One text for what stands in files and folders, tests left out; it is another when a letter is. */
export function fingerprint(places: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  for (const place of places) {
    const files = statSync(place).isDirectory() ? filesBelow(place) : [place];
    for (const file of files.filter((one) => !one.endsWith(".test.ts"))) {
      const content = readFileSync(file);
      hash.update(`\n${path.relative(place, file)} ${content.length}\n`);
      hash.update(content);
    }
  }
  return hash.digest("hex");
}
