import type { HandlerReport, ReadReport } from "../analysis/engine.types.ts";
import type { Frame, Place } from "../analysis/finding.ts";
import { showFile, type Viewpoint } from "../messages/index.ts";
import type { Explanation } from "./explain.ts";

/** `{ version: 1, handlers: [...] }`, one object on several lines. Paths are relative to `cwd`, with `/`. */
export function explainAsJson(
  explanations: readonly Explanation[],
  withStats: boolean,
  viewpoint: Viewpoint,
): string {
  const handlers = explanations.flatMap((explanation) =>
    explanation.handlers.map((report) => handlerAsJson(report, viewpoint)),
  );
  const stats = explanations.map((explanation) =>
    statsAsJson(explanation, viewpoint),
  );
  const all = { version: 1, handlers, ...(withStats ? { stats } : {}) };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

function handlerAsJson(
  { handler, reads, sends }: HandlerReport,
  viewpoint: Viewpoint,
) {
  return {
    file: showFile(handler.file, viewpoint),
    line: handler.start.line,
    shape: handler.shape,
    reads: reads.map((report) => readAsJson(report, viewpoint)),
    sends: sends.map(({ call, place, entity, path }) => ({
      ...spot(place, path, viewpoint),
      call,
      entity: entity ?? null,
      path: pathAsJson(path, viewpoint),
    })),
  };
}

function readAsJson(
  { read, path, verdict, because }: ReadReport,
  viewpoint: Viewpoint,
) {
  return {
    ...spot(read.place, path, viewpoint),
    call: read.call,
    container: read.container ?? null,
    path: pathAsJson(path, viewpoint),
    verdict,
    because,
  };
}

/** The line of the called method's name, as the last step of the path has it. */
function spot(place: Place, path: readonly Frame[], viewpoint: Viewpoint) {
  const line = path.at(-1)?.callee.line ?? place.start.line;
  return { file: showFile(place.file, viewpoint), line };
}

function pathAsJson(path: readonly Frame[], viewpoint: Viewpoint) {
  return path.map(({ file, callee }) => ({
    file: showFile(file, viewpoint),
    line: callee.line,
  }));
}

function statsAsJson(
  { root, stats, hasPlugAndPlay }: Explanation,
  viewpoint: Viewpoint,
) {
  const shown = <T extends { readonly file: string }>(entries: readonly T[]) =>
    entries.map((entry) => ({
      ...entry,
      file: showFile(entry.file, viewpoint),
    }));
  return {
    root,
    ...stats,
    unparsedFiles: shown(stats.unparsedFiles),
    problems: shown(stats.problems),
    yarnPlugAndPlay: hasPlugAndPlay,
  };
}
