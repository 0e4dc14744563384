/** What is measured, on which repository, against which limits. One row a question. */
import type { Place } from "./prepare.ts";
import { eslintRun, engineRun, oxlintRun, relintRun } from "./subjects.ts";
import type { Subject } from "./runOnce.ts";
import {
  addedShare,
  cpuRatio,
  cpuRatioBeside,
  cpuSurplus,
  insideRatio,
  memoryRatio,
  memoryRatioBeside,
  relintRatios,
  type Limit,
} from "./limits.ts";
import {
  authDomain,
  backEnd,
  gitlens,
  processAutomation,
  vscodeCosmosDb,
  wasteTracking,
  type Repository,
} from "./repositories.ts";

export interface Case {
  readonly name: string;
  readonly title: string;
  readonly repository: Repository;
  /** What the figures leave out, or another thing the reader has to know. */
  readonly notes?: readonly string[];
  /** Prepares what is needed; the programs to run in each round. */
  readonly subjects: (place: Place) => readonly Subject[];
  readonly limits: readonly Limit[];
  /** Rounds for each pair asked for: 2 for runs of a second, 1/3 for runs that repeat the work themselves. */
  readonly roundsPerPair?: number;
}

export const cases: readonly Case[] = [
  {
    name: "no-handlers",
    title: "A large repository without handlers",
    repository: gitlens,
    subjects: (place) => [
      eslintRun(place, "none"),
      eslintRun(place, "empty"),
      eslintRun(place, "ours"),
    ],
    limits: [
      cpuRatio("ours", "none", 1.03),
      cpuRatioBeside("empty", "none"),
      cpuRatioBeside("ours", "empty"),
      memoryRatio("ours", "none", 1.1),
      memoryRatioBeside("ours", "empty"),
    ],
  },
  {
    name: "cosmos-no-handlers",
    title: "A repository without handlers that names Cosmos DB everywhere",
    repository: vscodeCosmosDb,
    subjects: (place) => [
      eslintRun(place, "none"),
      eslintRun(place, "empty"),
      eslintRun(place, "ours"),
    ],
    limits: [
      cpuRatio("ours", "none", 1.03),
      cpuRatioBeside("empty", "none"),
      cpuRatioBeside("ours", "empty"),
      memoryRatio("ours", "none", 1.1),
      memoryRatioBeside("ours", "empty"),
    ],
  },
  {
    name: "handlers",
    title: "A large repository with handlers, beside other cross-file rules",
    repository: wasteTracking,
    notes: [
      "Its packages are not installed, which makes the typed run cheaper than in a project at work. Files that no tsconfig names do not parse there, which makes it cheaper still.",
    ],
    subjects: (place) => [
      eslintRun(place, "none"),
      eslintRun(place, "ours"),
      eslintRun(place, "no-cycle"),
      eslintRun(place, "typed"),
    ],
    limits: [
      cpuRatio("ours", "none", 1.1),
      memoryRatio("ours", "none", 1.1),
      addedShare("ours", "no-cycle", 0.1),
      cpuRatio("ours", "typed", 0.5),
    ],
  },
  {
    name: "mostly-between",
    title: "A third or more of the files lie between handler and container",
    repository: authDomain,
    subjects: (place) => [eslintRun(place, "none"), eslintRun(place, "ours")],
    limits: [cpuRatio("ours", "none", 1.25), memoryRatio("ours", "none", 1.1)],
  },
  {
    name: "mostly-between-small",
    title: "The same in a small repository, beside other cross-file rules",
    repository: processAutomation,
    notes: [
      "Its packages are not installed, which makes the typed run cheaper than in a project at work.",
    ],
    subjects: (place) => [
      eslintRun(place, "none"),
      eslintRun(place, "ours"),
      eslintRun(place, "no-cycle"),
      eslintRun(place, "typed"),
    ],
    limits: [
      cpuRatio("ours", "none", 1.25),
      memoryRatio("ours", "none", 1.1),
      addedShare("ours", "no-cycle", 0.1),
      cpuRatio("ours", "typed", 0.5),
    ],
  },
  {
    name: "two-threads",
    title: "A large repository with handlers, --concurrency=2",
    repository: wasteTracking,
    notes: [
      "CPU inside is counted for the whole process, so two threads count each other's: its share is too high here.",
    ],
    subjects: (place) => [
      eslintRun(place, "none", ["--concurrency=2"]),
      eslintRun(place, "ours", ["--concurrency=2"]),
    ],
    limits: [memoryRatio("ours", "none", 1.1)],
  },
  {
    name: "oxlint",
    title: "Oxlint with our plugin against one native rule, 20 MB, no handlers",
    repository: gitlens,
    notes: [
      '"ours, timed" has clocks around the rules, which cost a little themselves; it only gives the share inside.',
    ],
    subjects: (place) => [
      oxlintRun(place, "native"),
      oxlintRun(place, "ours"),
      oxlintRun(place, "ours, timed"),
    ],
    limits: [cpuSurplus("ours", "native", 400)],
    roundsPerPair: 2,
  },
  {
    name: "relint",
    title: "One changed file is linted again in a warm process",
    repository: wasteTracking,
    notes: [
      "Each lint is of a text that was never seen before, a second after the one before it.",
    ],
    subjects: (place) => [
      relintRun(place, [
        "apps/service-green-list-waste-export-bulk/src/main.ts",
        "apps/service-green-list-waste-export-bulk/src/data/cosmos-batches.ts",
        "apps/service-address/src/main.ts",
      ]),
    ],
    limits: [relintRatios(3)],
    roundsPerPair: 1 / 9,
  },
  {
    name: "ten-times",
    title: "A repository joined with itself ten times, whole runs of ESLint",
    repository: backEnd,
    subjects: (place) => [
      eslintRun(place.copies(1), "none", [], "none, one"),
      eslintRun(place.copies(1), "ours", [], "one"),
      eslintRun(place.copies(10), "none", [], "none, ten"),
      eslintRun(place.copies(10), "ours", [], "ten"),
    ],
    limits: [cpuRatio("ten", "one", 11), insideRatio("ten", "one", 11)],
  },
  {
    name: "ten-times-engine",
    title: "The same with a larger repository, the engine alone",
    repository: wasteTracking,
    subjects: (place) => [
      engineRun(place.copies(1), "one"),
      engineRun(place.copies(10), "ten"),
    ],
    limits: [insideRatio("ten", "one", 11), cpuRatio("ten", "one", 11)],
  },
];
