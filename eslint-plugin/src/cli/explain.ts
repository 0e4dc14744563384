import { createEngine } from "../analysis/engine.ts";
import type {
  Engine,
  EngineStats,
  HandlerReport,
  ReadReport,
} from "../analysis/engine.types.ts";
import { createDiskHost } from "../analysis/project/hostFromDisk.ts";
import type { Settings } from "../analysis/settings.ts";
import { explainAsJson } from "./explainAsJson.ts";
import { explainAsText } from "./explainAsText.ts";
import { readSettings } from "./readSettings.ts";
import { findTargets, type Target } from "./targets.ts";
import type { Terminal } from "./terminal.ts";
import { warnOfGaps } from "./warnOfGaps.ts";

export interface ExplainOptions {
  readonly paths: readonly string[];
  readonly json: boolean;
  readonly stats: boolean;
  readonly settings?: string | undefined;
}

/** What `explain` found in one project. */
export interface Explanation {
  readonly root: string;
  readonly handlers: readonly HandlerReport[];
  readonly stats: EngineStats;
  /** Packages are in archives that the analysis does not open. */
  readonly hasPlugAndPlay: boolean;
}

export async function explain(
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  const host = createDiskHost();
  const engine = createEngine(host);
  const explanations: Explanation[] = [];
  for (const target of findTargets(options.paths, terminal.cwd, engine, host)) {
    const settings = await readSettings(
      options.settings,
      target,
      host,
      terminal,
    );
    const handlers = handlersIn(target, engine, settings);
    const stats = engine.stats(inside(target));
    if (!options.stats) warnOfGaps(stats, terminal);
    explanations.push({
      root: target.root,
      handlers,
      stats,
      hasPlugAndPlay: host.exists(host.path.join(target.root, ".pnp.cjs")),
    });
  }
  terminal.out(
    options.json
      ? explainAsJson(explanations, options.stats, terminal)
      : explainAsText(explanations, options.stats, terminal),
  );
  return 0;
}

/** A path whose project is the target's. */
function inside({ root }: Target): string {
  return `${root}/package.json`;
}

/** Handlers in the files that were asked for, and handlers elsewhere whose flow runs through these files. */
function handlersIn(
  target: Target,
  engine: Engine,
  settings: Settings,
): HandlerReport[] {
  return engine
    .handlersOf(inside(target), settings)
    .map((report) => withInputBindings(report, engine, settings))
    .filter(
      ({ handler, reads }) =>
        target.has(handler.file) ||
        reads.some(({ path }) => path.some(({ file }) => target.has(file))),
    );
}

/** Input bindings are read by the host, not by a call: they are known as findings only. */
function withInputBindings(
  report: HandlerReport,
  engine: Engine,
  settings: Settings,
): HandlerReport {
  const { handler, reads } = report;
  if (reads.some(({ read }) => read.call === "input-binding")) return report;
  const bindings = engine
    .findingsIn(handler.file, undefined, settings)
    .flatMap((finding): ReadReport[] =>
      finding.read?.call === "input-binding" &&
      finding.handler?.fn.start === handler.fn.start
        ? [
            {
              read: finding.read,
              path: finding.path,
              verdict: "unprotected",
              because: "an input binding takes no session token",
            },
          ]
        : [],
    );
  return bindings.length === 0
    ? report
    : { ...report, reads: [...bindings, ...reads] };
}
