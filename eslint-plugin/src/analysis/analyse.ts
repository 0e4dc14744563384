/** The passes in their order: discover handlers, run them, look at what no handler reaches, make findings. */
import type { Part, Use } from "./answers.ts";
import type { CodeBase } from "./codeBase.ts";
import { discoverHandlers } from "./discover.ts";
import { engineSettings } from "./engineSettings.ts";
import type { EngineStats } from "./engine.types.ts";
import { Evaluator } from "./evaluate/evaluator.ts";
import type { Finding } from "./finding.ts";
import { findingsOf } from "./findings/findingsOf.ts";
import { runHandlers, type HandlerRun } from "./flows.ts";
import type { Host } from "./host.ts";
import type { IrCache } from "./irCache.ts";
import { looseEvents } from "./looseEvents.ts";
import { withoutOtherPrograms } from "./otherPrograms.ts";
import type { Settings } from "./settings.ts";

export interface Analysis {
  readonly runs: readonly HandlerRun[];
  /** By the file in which the report stands. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Without what it took to find the files. */
  readonly stats: Omit<EngineStats, "milliseconds"> & {
    readonly milliseconds: Omit<EngineStats["milliseconds"], "scan">;
  };
  /** For each file in which handlers stand: the files whose code registers them. */
  readonly handlerRoots: ReadonlyMap<string, readonly string[]>;
  /** With the stamps of the texts that were parsed. */
  readonly parsedFiles: ReadonlyMap<string, string>;
  /** Of these, those that do not parse, and of which no earlier text is known that did. */
  readonly blindFiles: readonly string[];
  readonly uses: readonly Use[];
}

export function analyse(
  codeBase: CodeBase,
  host: Host,
  settings: Settings,
  cache: IrCache,
  part?: Part,
): Analysis {
  const begin = performance.now();
  const parsedBefore = cache.milliseconds;
  const { layout } = codeBase;
  const evaluator = new Evaluator(
    codeBase,
    engineSettings(settings),
    stepsToSearch(codeBase),
  );
  const discovery = discoverHandlers(evaluator, codeBase, part?.roots);
  evaluator.steps.allow(stepsToFollow(codeBase));
  const { runs: all, overBudget } = runHandlers(
    evaluator,
    discovery.registrations,
  );
  const runs = withoutOtherPrograms(all, layout.graph);
  const loose = looseEvents(evaluator, codeBase, part?.tokenFiles);
  const dependencies = new Map<string, readonly string[]>();
  const roots = new Map<string, Set<string>>();
  for (const run of runs) {
    const known = roots.get(run.file.path) ?? new Set();
    for (const root of run.roots) known.add(root);
    roots.set(run.file.path, known);
  }
  const dependenciesOf = (file: string): readonly string[] => {
    let known = dependencies.get(file);
    if (!known) {
      const reached = layout.graph.reachable([
        file,
        ...(roots.get(file) ?? []),
      ]);
      known = [...reached]
        .filter((path) => path === file || codeBase.parsed.has(path))
        .sort();
      dependencies.set(file, known);
    }
    return known;
  };
  const findings = new Map<string, Finding[]>();
  for (const finding of findingsOf(runs, loose.events, {
    ignoreContainers: new Set(settings.ignoreContainers),
    tokenProperty: settings.tokenProperty,
    texts: (path) => host.readText(path) ?? "",
    dependsOn: (files) =>
      [...new Set([...files, ...dependenciesOf(files[0] ?? "")])].sort(),
  })) {
    const list = findings.get(finding.place.file);
    if (list) list.push(finding);
    else findings.set(finding.place.file, [finding]);
  }
  codeBase.release();
  const parse = cache.milliseconds - parsedBefore;
  return {
    runs,
    findings,
    handlerRoots: new Map(
      [...roots].map(([file, of]) => [file, [...of].sort()]),
    ),
    parsedFiles: new Map(
      [...codeBase.parsed].map(([file, { stamp }]) => [file, stamp]),
    ),
    blindFiles: [...codeBase.parsed].flatMap(([file, { ir }]) =>
      ir === undefined ? [file] : [],
    ),
    uses: codeBase.uses(),
    stats: {
      sourceFiles: layout.listing.sources.length,
      parsedFiles: codeBase.parsed.size,
      unparsedFiles: [...codeBase.unparsed].map(
        ([file, { message, line }]) => ({ file, message, line }),
      ),
      handlers: runs.length,
      steps: evaluator.steps.taken,
      overBudget: [...discovery.overBudget, ...overBudget, ...loose.overBudget],
      problems: [
        ...layout.resolver.problems,
        ...layout.functionJsons.flatMap(({ json }) => [...json.problems]),
      ],
      milliseconds: {
        parse,
        analyse: performance.now() - begin - parse,
      },
    },
  };
}

/**
 * In real code bases a file between a handler and a container takes some hundred steps. What needs much more is
 * no program of this kind, and its analysis would cost memory without an end.
 */
function stepsToSearch(codeBase: CodeBase): number {
  return 200_000 + 1_000 * codeBase.layout.neighbours.length;
}

/** Whatever the search took, what it found is followed. */
function stepsToFollow(codeBase: CodeBase): number {
  return 100_000 + 1_500 * codeBase.layout.neighbours.length;
}
