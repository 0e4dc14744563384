/** The engine: findings for a file of a project, kept as long as nothing that they stand on has changed. */
import { CodeBase, IrCache } from "./codeBase.ts";
import { discoverHandlers } from "./discover.ts";
import { Evaluator } from "./evaluate/evaluator.ts";
import type { Event } from "./evaluate/events.ts";
import { activate } from "./evaluate/invoke.ts";
import type { EngineSettings, FlowContext } from "./evaluate/machine.ts";
import type { Engine, EngineStats, HandlerReport } from "./engine.types.ts";
import type { Finding } from "./finding.ts";
import { findingsOf } from "./findings.ts";
import { runHandlers, type HandlerRun } from "./flows.ts";
import type { Host } from "./host.ts";
import { findProjectRoot } from "./project/findRoot.ts";
import { reportsOf } from "./reports.ts";
import type { Settings } from "./settings.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
const STEPS_A_TOKEN_FILE = 300_000;

interface Analysis {
  readonly codeBase: CodeBase;
  readonly runs: readonly HandlerRun[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly stats: EngineStats;
}

export function createEngine(host: Host): Engine {
  const cache = new IrCache();
  const roots = new Map<string, string>();
  const analyses = new Map<string, { key: string; analysis: Analysis }>();

  function rootOf(file: string): string {
    const folder = host.path.dirname(file);
    let root = roots.get(folder);
    if (root === undefined)
      roots.set(folder, (root = findProjectRoot(host, file)));
    return root;
  }

  function analysisOf(root: string, settings: Settings): Analysis {
    const key = JSON.stringify([
      settings.presets,
      settings.handlers,
      settings.ignoreContainers,
      settings.tokenProperty,
    ]);
    const known = analyses.get(root);
    if (known?.key === key) return known.analysis;
    const analysis = analyse(host, root, settings, cache);
    analyses.set(root, { key, analysis });
    return analysis;
  }

  return {
    rootOf,
    findingsIn(file, _text, settings) {
      return analysisOf(rootOf(file), settings).findings.get(file) ?? [];
    },
    handlersOf(path, settings): readonly HandlerReport[] {
      const analysis = analysisOf(rootOf(path), settings);
      return reportsOf(analysis.runs, (file) => host.readText(file) ?? "");
    },
    stats(path) {
      return (
        (analyses.get(rootOf(path)) ?? analyses.get(path))?.analysis.stats ??
        emptyStats
      );
    },
  };
}

const emptyStats: EngineStats = {
  sourceFiles: 0,
  parsedFiles: 0,
  unparsedFiles: [],
  handlers: 0,
  steps: 0,
  overBudget: [],
  problems: [],
  milliseconds: { scan: 0, parse: 0, analyse: 0 },
};

function analyse(
  host: Host,
  root: string,
  settings: Settings,
  cache: IrCache,
): Analysis {
  const begin = performance.now();
  const parsedBefore = cache.milliseconds;
  const codeBase = new CodeBase(host, root, settings, cache);
  const scanned = performance.now();
  const evaluator = new Evaluator(codeBase, engineSettings(settings));
  const discovery = discoverHandlers(evaluator, codeBase);
  const { runs, overBudget } = runHandlers(evaluator, discovery.registrations);
  const loose = looseEvents(evaluator, codeBase);
  const findings = findingsOf(runs, loose, {
    ignoreContainers: new Set(settings.ignoreContainers),
    tokenProperty: settings.tokenProperty,
    texts: (path) => host.readText(path) ?? "",
    dependsOn: (files) => [...new Set(files)].sort(),
  });
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byFile.get(finding.place.file);
    if (list) list.push(finding);
    else byFile.set(finding.place.file, [finding]);
  }
  const parse = cache.milliseconds - parsedBefore;
  return {
    codeBase,
    runs,
    findings: byFile,
    stats: {
      sourceFiles: codeBase.listing.sources.length,
      parsedFiles: codeBase.parsed.size,
      unparsedFiles: [...codeBase.unparsed].map(
        ([file, { message, line }]) => ({ file, message, line }),
      ),
      handlers: runs.length,
      steps: evaluator.steps,
      overBudget: [...discovery.overBudget, ...overBudget],
      problems: [
        ...codeBase.resolver.problems,
        ...codeBase.functionJsons.flatMap(({ json }) => [...json.problems]),
      ],
      milliseconds: {
        scan: scanned - begin,
        parse,
        analyse: performance.now() - scanned - parse,
      },
    },
  };
}

function engineSettings(settings: Settings): EngineSettings {
  return {
    presets: new Set(settings.presets),
    handlers: settings.handlers.flatMap((one) =>
      "trigger" in one ? [] : [one],
    ),
    triggers: new Set(
      settings.handlers.flatMap((one) =>
        "trigger" in one ? [one.trigger] : [],
      ),
    ),
  };
}

/** What happens in functions that no handler need reach: tokens are lost in producers too. */
function looseEvents(evaluator: Evaluator, codeBase: CodeBase): Event[] {
  const events: Event[] = [];
  for (const path of codeBase.tokenFiles) {
    const file = codeBase.ir(path);
    if (!file) continue;
    evaluator.within(STEPS_A_TOKEN_FILE, () => {
      evaluator.runModule(path, FLOW);
      events.push(...(evaluator.moduleFrame(path)?.events.all ?? []));
      for (const fn of file.functions) {
        if (fn.id === 0 || fn.isBodiless) continue;
        const closure = evaluator.closureOf(file, fn);
        if (!closure) continue;
        const frame = activate(
          evaluator,
          closure,
          closure.self,
          evaluator.genericArgs(fn, file),
          FLOW,
          6,
        );
        events.push(...frame.events.all);
      }
    });
  }
  return events;
}
