/**
 * Programs of one project share modules: what one of them hands to a module is not there when another one runs. A read
 * whose client is made in a file that never runs together with the handler is not the handler's, where the handler's
 * own program offers something else in its place.
 */
import type { Event, Path, ReadEvent } from "./evaluate/events.ts";
import type { HandlerRun } from "./flows.ts";
import type { ImportGraph } from "./project/importGraph.ts";

type Graph = Pick<ImportGraph, "dependents" | "reachable">;

/** The runs; reads on what only another program makes count as unknown. */
export function withoutOtherPrograms(
  runs: readonly HandlerRun[],
  graph: Graph,
): HandlerRun[] {
  return runs.map((run) => {
    // Case: one host loads all functions of an app, without an import between them.
    if (isRunByHost(run)) return run;
    let program: ReadonlySet<string> | undefined;
    const isElsewhere = (file: string): boolean => {
      program ??= graph.reachable(graph.dependents(new Set(run.roots)));
      return !program.has(file);
    };
    const isForeign = (event: Event): event is ReadEvent =>
      event.kind === "read" &&
      event.token === "none" &&
      event.origin.client !== undefined &&
      hasAlternative(event.path) &&
      isElsewhere(fileOf(event.origin.client));
    return run.events.some(isForeign)
      ? {
          ...run,
          events: run.events.map((event) =>
            isForeign(event) ? { ...event, token: "unknown" as const } : event,
          ),
        }
      : run;
  });
}

function isRunByHost({ shape }: HandlerRun): boolean {
  return shape === "function.json" || /^(?:df\.)?app\./.test(shape);
}

function hasAlternative(path: Path): boolean {
  for (let at: Path | undefined = path; at; at = at.next)
    if (at.hop.isOneOf) return true;
  return false;
}

/** `src/job.ts:57` -> `src/job.ts` */
function fileOf(client: string): string {
  return client.slice(0, client.lastIndexOf(":"));
}
