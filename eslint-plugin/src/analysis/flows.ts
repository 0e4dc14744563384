/** Runs each handler on its message and keeps what it reached: one flow a handler and read. */
import { externalReceives } from "../sdk/handlers.ts";
import type { Carries, HandlerParam } from "../sdk/types.ts";
import { eachReadOnce, splitByHandler, type Giver } from "./handOver.ts";
import { scopeKey } from "./evaluate/closures.ts";
import { messageValue } from "./evaluate/content.ts";
import {
  EventList,
  areEqual,
  type Event,
  type Path,
} from "./evaluate/events.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { activate } from "./evaluate/invoke.ts";
import type { FlowContext } from "./evaluate/machine.ts";
import type {
  InputBinding,
  Registration,
} from "./evaluate/sdk/registration.ts";
import type { CallExpr, FileIr, FunctionIr } from "./ir.ts";
import { UNSEEN, keyOf, type Closure, type Value } from "./values/index.ts";

const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };
const STEPS_A_HANDLER = 200_000;
/** Calls that may be left out when one takes all steps, each nearer to the handler than the last. */
const MAX_SKIPPED = 4;

/** A handler with everything that happened while it ran. */
export interface HandlerRun {
  readonly shape: string;
  readonly entity: string | undefined;
  /** The function that first binds the message. */
  readonly file: FileIr;
  readonly fn: FunctionIr;
  readonly params: readonly HandlerParam[];
  readonly isBatch: boolean;
  readonly carries: Carries;
  /** The messages come from a call in the function itself. */
  readonly isLoop: boolean;
  /** In order; each with its path from the handler. */
  readonly events: readonly Event[];
  readonly inputs: readonly InputBinding[];
  /** Files whose code registers it, sorted. */
  readonly roots: readonly string[];
  /** The function that gave this one what it has of the message, where only one did. */
  readonly givenBy?: Giver | undefined;
}

export function runHandlers(
  evaluator: Evaluator,
  registrations: readonly Registration[],
): {
  runs: HandlerRun[];
  overBudget: string[];
} {
  const runs: HandlerRun[] = [];
  const overBudget: string[] = [];
  const seen = new Set<string>();
  // Loops found while a loop runs are the same loops: the list does not grow under our hands.
  for (const registration of [...registrations]) {
    const found: HandlerRun[] = [];
    for (const closure of closuresOf(registration)) {
      const key = `${registration.kind}:${registration.shape}:${closure.file.path}#${closure.fn.id}@${scopeOf(registration, closure)}^${selfKey(closure)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const whole = evaluator.steps.within(
        STEPS_A_HANDLER,
        () => run(evaluator, registration, closure),
        MAX_SKIPPED,
      );
      if (evaluator.steps.isCut)
        overBudget.push(
          `${closure.file.path}: ${closure.fn.name || registration.shape}`,
        );
      // What the handler had done when its steps ended, it does.
      found.push(
        ...(whole ??
          (registration.kind === "callback"
            ? runsOf(registration, closure, evaluator.takeCut())
            : [])),
      );
    }
    runs.push(...eachReadOnce(found));
  }
  return { runs: mergeRuns(runs), overBudget };
}

/** The same for what is one handler. */
export function keyOfRun({ file, fn, shape }: HandlerRun): string {
  return `${file.path}#${fn.id}:${shape}`;
}

/** One function registered twice, or met once by its types and once by its callers, is one handler. */
function mergeRuns(runs: readonly HandlerRun[]): HandlerRun[] {
  const merged = new Map<string, { run: HandlerRun; events: EventList }>();
  for (const run of runs) {
    const key = keyOfRun(run);
    const known = merged.get(key);
    const roots = [
      ...new Set([...(known?.run.roots ?? []), ...run.roots]),
    ].sort();
    const entry = {
      run: {
        ...(known?.run ?? run),
        roots,
        givenBy: known ? onlyGiver(known.run, run) : run.givenBy,
      },
      events: known?.events ?? new EventList(),
    };
    merged.set(key, entry);
    for (const event of run.events) entry.events.add(event);
  }
  return [...merged.values()].map(({ run, events }) => ({
    ...run,
    events: withoutUnnamed(events.all),
  }));
}

function onlyGiver(a: HandlerRun, b: HandlerRun): Giver | undefined {
  if (!a.givenBy || !b.givenBy) return undefined;
  const [{ run, paths }, other] = [a.givenBy, b.givenBy];
  return run.fn === other.run.fn && run.file === other.run.file
    ? { run, paths: new Map([...paths, ...other.paths]) }
    : undefined;
}

/**
 * A read whose container is known by the callers, and which was met once more by the types alone, where neither a name
 * of a container nor its protection can be seen: that is the same read.
 */
function withoutUnnamed(events: readonly Event[]): readonly Event[] {
  const named = new Map<CallExpr, Path[]>();
  for (const event of events) {
    if (event.kind !== "read" || event.origin.container === undefined) continue;
    const paths = named.get(event.call);
    if (paths) paths.push(event.path);
    else named.set(event.call, [event.path]);
  }
  return events.filter(
    (event) =>
      event.kind !== "read" ||
      event.origin.container !== undefined ||
      !named.get(event.call)?.some((path) => areEqual(path, event.path)),
  );
}

function selfKey(closure: Closure): string {
  return `${closure.self ? keyOf(closure.self) : ""}${closure.boundArgs?.length ?? ""}`;
}

/** What a loop was called with is not in its scope. */
function scopeOf({ kind, root }: Registration, { env }: Closure): string {
  return kind === "loop" || env.parent === undefined
    ? String(env.id)
    : `${root ?? ""}${scopeKey(env)}`;
}

function closuresOf(registration: Registration): Closure[] {
  if (registration.kind === "loop") {
    const { closure, self } = registration.loop;
    return [{ ...closure, self }];
  }
  return registration.handler.atoms.flatMap((atom) =>
    atom.t === "function" ? [atom.closure] : [],
  );
}

function run(
  evaluator: Evaluator,
  registration: Registration,
  closure: Closure,
): HandlerRun[] {
  const { shape, entity } = registration;
  const roots = [registration.root ?? ""];
  if (registration.kind === "loop") {
    const before = evaluator.registrations.length;
    const { args } = registration.loop;
    activate(evaluator, closure, closure.self, args, FLOW, 1);
    const events = evaluator.registrations
      .slice(before)
      .flatMap((one) =>
        one.kind === "loop" &&
        one.loop.closure.fn === closure.fn &&
        one.loop.closure.file === closure.file
          ? [one.events]
          : [],
      )
      .pop();
    if (!events) return [];
    const first = events.findIndex((event) => event.kind === "receive");
    const params: HandlerParam[] = [];
    return splitByHandler(events.slice(first + 1), {
      shape,
      entity,
      file: closure.file,
      fn: closure.fn,
      params,
      isBatch: true,
      isLoop: true,
      carries: externalReceives.some((row) => row.shape === shape)
        ? "unknown"
        : "properties",
      events: [],
      inputs: [],
      roots,
    });
  }
  const { params, isBatch } = registration;
  const list = params.map((param) => paramValue(param, isBatch));
  const frame = activate(
    evaluator,
    closure,
    closure.self,
    { list, rest: UNSEEN, exprs: [] },
    FLOW,
    1,
  );
  return runsOf(registration, closure, frame.events.all);
}

function runsOf(
  registration: Extract<Registration, { kind: "callback" }>,
  { file, fn }: Closure,
  events: readonly Event[],
): HandlerRun[] {
  const { shape, entity, params, isBatch, carries, inputs } = registration;
  return splitByHandler(events, {
    shape,
    entity,
    file,
    fn,
    params,
    isBatch,
    isLoop: false,
    carries,
    events: [],
    inputs,
    roots: [registration.root ?? ""],
  });
}

function paramValue(param: HandlerParam, isBatch: boolean): Value {
  switch (param) {
    case "message":
      return messageValue("message", []);
    case "messages":
      return messageValue("messages", []);
    case "body":
      return messageValue(isBatch ? "messages" : "body", []);
    case "functionContext":
      return messageValue("functionContext", []);
    case "sdkBinding":
      return messageValue("sdkBinding", []);
    case "other":
      return UNSEEN;
  }
}
