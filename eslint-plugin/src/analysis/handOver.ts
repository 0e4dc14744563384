/** Functions that get the message of another one: a subclass, an entry of a table, a callback. */
import type { HandlerParam } from "../sdk/types.ts";
import {
  areEqual,
  isInside,
  lengthOf,
  type Event,
  type Path,
} from "./evaluate/events.ts";
import type { HandlerRun } from "./flows.ts";
import type { FileIr, FunctionIr } from "./ir.ts";
import type { HandedOn, Hop } from "./values/index.ts";

/** Who handed the message, or a part of it, on. */
export interface Giver {
  /** It, without its events. */
  readonly run: HandlerRun;
  /** Paths of the function that was given something, and the same paths from the giver on. */
  readonly paths: Map<Path, Path>;
}

/**
 * Where the function only hands the message on to one that it was given, that one is the handler: the events
 * behind it are its own.
 */
export function splitByHandler(
  events: readonly Event[],
  base: HandlerRun,
): HandlerRun[] {
  const runs = new Map<string, { run: HandlerRun; events: Event[] }>();
  const giver: Giver = { run: base, paths: new Map() };
  const entryOf = (file: FileIr, fn: FunctionIr, given?: HandedOn): Event[] => {
    const key = `${file.path}#${fn.id}`;
    let entry = runs.get(key);
    if (!entry) {
      const isSame = fn === base.fn && file === base.file;
      entry = {
        run: {
          ...base,
          file,
          fn,
          ...(isSame
            ? {}
            : {
                params: paramsOf(base, given),
                isLoop: false,
                inputs: [],
                givenBy: giver,
              }),
        },
        events: [],
      };
      runs.set(key, entry);
    }
    return entry.events;
  };
  entryOf(base.file, base.fn);
  for (const whole of events) {
    const event = base.isLoop ? withinOneRound(whole, base) : whole;
    const { path, given } = behindHandOver(event.path);
    if (path !== event.path) giver.paths.set(path, event.path);
    entryOf(path.hop.file, path.hop.fn, given).push(
      path === event.path ? event : withPath(event, path, giver),
    );
  }
  return [...runs.values()].map(({ run: one, events: own }) => ({
    ...one,
    events: own,
  }));
}

/** A loop that goes on by calling itself starts anew there. Case: async function poll() { …; setTimeout(poll, 1000) } */
function withinOneRound(event: Event, { file, fn }: HandlerRun): Event {
  const lastRound = (path: Path): Path => {
    let start = path;
    for (let at = path.next; at; at = at.next)
      if (at.hop.fn === fn && at.hop.file === file) start = at;
    return start;
  };
  const path = lastRound(event.path);
  if (event.kind !== "read" || !event.otherPaths) return { ...event, path };
  const otherPaths: Path[] = [];
  for (const other of event.otherPaths.map(lastRound))
    if (![path, ...otherPaths].some((one) => areEqual(one, other)))
      otherPaths.push(other);
  return { ...event, path, otherPaths };
}

/**
 * Of what one registration leads to: a read that one function reaches through another one, which reports it itself, is
 * the other one's. Case: one middleware hands the message on, another what it parsed of it.
 */
export function eachReadOnce(runs: readonly HandlerRun[]): HandlerRun[] {
  return runs.map((run) => {
    const others = runs.filter(({ fn }) => fn !== run.fn);
    const isElsewhere = (event: Event): boolean =>
      others.some((other) => isReadBy(other, event));
    return run.events.some(isElsewhere)
      ? { ...run, events: run.events.filter((event) => !isElsewhere(event)) }
      : run;
  });
}

function isReadBy({ file, fn, events }: HandlerRun, event: Event): boolean {
  if (event.kind !== "read") return false;
  for (let at = event.path.next; at; at = at.next)
    if (at.hop.fn === fn && at.hop.file === file)
      return events.some(
        (own) =>
          own.kind === "read" &&
          own.call === event.call &&
          lengthOf(own.path) < lengthOf(event.path),
      );
  return false;
}

/** An event as the function that got the message sees it. */
function withPath(event: Event, path: Path, { paths }: Giver): Event {
  if (event.kind !== "read" || event.otherPaths === undefined)
    return { ...event, path };
  const otherPaths = event.otherPaths.flatMap((whole) => {
    const other = behindHandOver(whole).path;
    if (other.hop.fn !== path.hop.fn || other.hop.file !== path.hop.file)
      return [];
    paths.set(other, whole);
    return [other];
  });
  return { ...event, path, otherPaths };
}

function paramsOf(
  { params }: HandlerRun,
  given: HandedOn | undefined,
): readonly HandlerParam[] {
  if (!given) return [];
  if (!params.includes("functionContext")) return given.params;
  // A function gets bodies: what else came with the messages stands in its context.
  return given.params.map((param) =>
    param === "messages" ? "body" : param === "message" ? "other" : param,
  );
}

/** Case: (message) => callback(message.body), this.handle(body) of a subclass, handlers[type](body) */
function behindHandOver(path: Path): {
  path: Path;
  given: HandedOn | undefined;
} {
  let start = path;
  let given: HandedOn | undefined;
  const passed: Hop[] = [];
  for (let at = path; at.next; at = at.next) {
    passed.push(at.hop);
    const target = at.next.hop;
    if (!at.hop.handedOn || passed.some((hop) => isInside(target, hop)))
      continue;
    start = at.next;
    given = at.hop.handedOn;
    passed.length = 0;
  }
  return { path: start, given };
}
