/** Flows to findings: which reads are reported, where, and in which words' data. */
import { LEVELS_WITHOUT_SESSION } from "../sdk/cosmos.ts";
import type { Event, LostEvent, Path, ReadEvent } from "./evaluate/events.ts";
import { areEqual, lengthOf } from "./evaluate/events.ts";
import type { Finding, Frame, HandlerInfo, ReadInfo } from "./finding.ts";
import type { HandlerRun } from "./flows.ts";
import {
  calleePosition,
  fileText,
  framesOf,
  handlerInfo,
  placeOf,
  readText,
  type Texts,
} from "./places.ts";
import type { CallExpr, FileIr, Span } from "./ir.ts";

export interface FindingOptions {
  readonly ignoreContainers: ReadonlySet<string>;
  readonly tokenProperty: string;
  readonly texts: Texts;
  readonly dependsOn: (files: readonly string[]) => readonly string[];
}

/** Everything that the rules say of these handlers. */
export function findingsOf(
  runs: readonly HandlerRun[],
  loose: readonly Event[],
  options: FindingOptions,
): Finding[] {
  const findings: Finding[] = [];
  const lostReads = new Set<string>();
  const lost = new Map<string, Finding>();
  for (const event of [...runs.flatMap((run) => run.events), ...loose])
    if (event.kind === "lost") {
      if (event.read) lostReads.add(siteKey(event.file, event.read));
      const key = `${event.file.path}:${event.expr.start}:${event.messageId}`;
      if (!lost.has(key)) lost.set(key, lostFinding(event, options));
    }
  for (const run of runs)
    findings.push(...findingsOfRun(run, lostReads, options));
  findings.push(...lost.values());
  const merged = mergeHandlers(findings);
  return withoutRepeats([
    ...merged,
    ...looseConsistency(loose, merged, options),
  ]).map((finding) => ({
    ...finding,
    identity: finding.identity,
  }));
}

function siteKey(file: FileIr, call: CallExpr): string {
  return `${file.path}:${call.start}:${call.end}`;
}

function findingsOfRun(
  run: HandlerRun,
  lostReads: ReadonlySet<string>,
  options: FindingOptions,
): Finding[] {
  const handler = handlerInfo(run);
  const findings: Finding[] = run.inputs.map((input) =>
    inputFinding(run, handler, input, options),
  );
  const reads = new Map<string, ReadEvent[]>();
  for (const event of run.events) {
    if (
      event.kind !== "read" ||
      options.ignoreContainers.has(event.origin.container ?? "")
    )
      continue;
    const key = siteKey(event.file, event.call);
    const list = reads.get(key);
    if (list) list.push(event);
    else reads.set(key, [event]);
  }
  let ordinal = 0;
  for (const [key, events] of reads) {
    const unprotected = events
      .filter((event) => event.token === "none")
      .sort(byPath);
    const best = unprotected[0];
    if (best && !lostReads.has(key) && !(best.hasToken && isMuted(best))) {
      findings.push(
        readFinding(
          "require-session-token",
          "missing",
          best,
          unprotected.slice(1),
          run,
          handler,
          ordinal++,
          options,
        ),
      );
      continue;
    }
    const muted = events.filter(isMuted).sort(byPath);
    if (muted[0])
      findings.push(
        readFinding(
          "require-session-consistency",
          "noEffect",
          muted[0],
          muted.slice(1),
          run,
          handler,
          ordinal++,
          options,
        ),
      );
    const replaced = events.find(
      (event) =>
        event.fromMessage && !event.fromFlow && hasOwnToken(run, event, true),
    );
    if (replaced && !lostReads.has(key))
      findings.push(
        readFinding(
          "no-lost-session-token",
          "replacesNewer",
          replaced,
          [],
          run,
          handler,
          ordinal++,
          options,
        ),
      );
  }
  return findings;
}

/** A token is passed, and the level in force makes it worthless. */
function isMuted(event: ReadEvent): boolean {
  return event.hasToken && LEVELS_WITHOUT_SESSION.has(levelOf(event) ?? "");
}

function levelOf(event: ReadEvent): string | undefined {
  return (
    event.requestLevel ??
    (event.origin.clientLevelSeen ? event.origin.clientLevel : undefined)
  );
}

function byPath(a: ReadEvent, b: ReadEvent): number {
  return (
    lengthOf(a.path) - lengthOf(b.path) || firstCall(a.path) - firstCall(b.path)
  );
}

function firstCall(path: Path): number {
  return path.hop.call?.start ?? path.hop.fn.start;
}

/** The flow wrote (or read) this container before, through a client that keeps and sends its own token. */
function hasOwnToken(
  run: HandlerRun,
  read: ReadEvent,
  onlyWrites: boolean,
): boolean {
  const key = read.origin.containerKey;
  if (key === undefined || read.origin.clientLevel !== "Session") return false;
  for (const event of run.events) {
    if (event === read) return false;
    if (event.kind !== "write" && (onlyWrites || event.kind !== "read"))
      continue;
    if (event.origin.containerKey === key) return true;
  }
  return false;
}

function readInfo(
  run: HandlerRun,
  event: ReadEvent,
  options: FindingOptions,
): ReadInfo {
  return {
    call: event.name,
    text: readText(options.texts, event.file, event.call),
    place: placeOf(event.file, event.call),
    optionsIndex: event.optionsIndex,
    container: event.origin.container,
    containerKey: event.origin.containerKey,
    ownTokenExists: hasOwnToken(run, event, false),
    consistencyLevel: levelOf(event),
  };
}

const readsOfRuns = new WeakMap<HandlerRun, readonly ReadInfo[]>();

function readsOf(
  run: HandlerRun,
  options: FindingOptions,
): readonly ReadInfo[] {
  let reads = readsOfRuns.get(run);
  if (!reads) {
    reads = run.events.flatMap((event) =>
      event.kind === "read" ? [readInfo(run, event, options)] : [],
    );
    readsOfRuns.set(run, reads);
  }
  return reads;
}

function readFinding(
  rule: Finding["rule"],
  messageId: string,
  event: ReadEvent,
  others: readonly ReadEvent[],
  run: HandlerRun,
  handler: HandlerInfo,
  ordinal: number,
  options: FindingOptions,
): Finding {
  const path = framesOf(event.path);
  const made = placesMade([event, ...others]);
  const read: ReadInfo = {
    ...readInfo(run, event, options),
    ...(made && { containerMade: made }),
  };
  return {
    rule,
    messageId,
    data: {
      read: read.text,
      property: options.tokenProperty,
      ...(read.consistencyLevel === undefined
        ? {}
        : { level: read.consistencyLevel }),
      ...(read.container === undefined ? {} : { container: read.container }),
    },
    place: deepestIn(handler.file, path),
    path,
    handler,
    read,
    handlerReads: readsOf(run, options),
    otherHandlers: 0,
    otherPaths: otherPaths([event, ...others]),
    identity: [
      rule,
      handler.shape,
      handler.name,
      ...path.map((frame) => frame.name),
      read.call,
      String(ordinal),
    ].join(" > "),
    dependsOn: options.dependsOn([
      handler.file,
      ...path.map((frame) => frame.file),
    ]),
  };
}

/** All paths but the first one's own: further calls of the handler, and further paths behind one call. */
function otherPaths(events: readonly ReadEvent[]): Frame[][] {
  const paths: Path[] = [];
  for (const event of events)
    for (const path of [event.path, ...(event.otherPaths ?? [])])
      // Case: two containers are read on one path.
      if (!paths.some((one) => areEqual(one, path))) paths.push(path);
  return paths.slice(1).map(framesOf);
}

function placesMade(events: readonly ReadEvent[]): ReadInfo["containerMade"] {
  const places = new Map<string, { file: string; span: Span }>();
  for (const { origin } of events) {
    const [, file, start, end] =
      /^(.*):(\d+):(\d+)$/.exec(origin.made ?? "") ?? [];
    if (origin.made === undefined || file === undefined) return undefined;
    const span = { start: Number(start), end: Number(end) };
    places.set(origin.made, { file, span });
  }
  return [...places.values()];
}

/** The deepest call in the handler's file that leads to the read, or the read itself. */
function deepestIn(file: string, path: readonly Frame[]): Finding["place"] {
  for (let index = path.length - 1; index >= 0; index--) {
    const frame = path[index];
    if (frame?.file === file) return frame.call;
  }
  return (path[0] as Frame).call;
}

function inputFinding(
  run: HandlerRun,
  handler: HandlerInfo,
  input: HandlerRun["inputs"][number],
  options: FindingOptions,
): Finding {
  const start = run.fn.nameStart;
  const end =
    run.fn.name !== "" && run.fn.nameStart !== run.fn.start
      ? start + run.fn.name.length
      : firstLineEnd(options, run);
  const place = placeOf(run.file, { start, end });
  const frame: Frame = {
    file: run.file.path,
    name: handler.name,
    fn: { start: run.fn.start, end: run.fn.end },
    call: place,
    callee: place.start,
  };
  return {
    rule: "require-session-token",
    messageId: "inputBinding",
    data: {
      binding: input.name,
      bindingFile: input.file,
      bindingLine: String(input.line),
      property: options.tokenProperty,
    },
    place,
    path: [frame],
    handler,
    read: {
      call: "input-binding",
      text: input.name,
      place,
      optionsIndex: -1,
      container: undefined,
      containerKey: undefined,
      ownTokenExists: false,
      consistencyLevel: undefined,
      binding: { file: input.file, line: input.line },
    },
    handlerReads: readsOf(run, options),
    otherHandlers: 0,
    otherPaths: [],
    identity: [
      "require-session-token",
      handler.shape,
      handler.name,
      "input",
      input.name,
    ].join(" > "),
    dependsOn: options.dependsOn([run.file.path, input.file]),
  };
}

function firstLineEnd(options: FindingOptions, run: HandlerRun): number {
  const text = fileText(options.texts, run.file.path).slice(
    run.fn.start,
    run.fn.end,
  );
  const line = text.indexOf("\n");
  return run.fn.start + (line < 0 ? text.length : line);
}

function lostFinding(event: LostEvent, options: FindingOptions): Finding {
  const place = placeOf(event.file, event.expr);
  const fn = event.path.hop.fn;
  return {
    rule: "no-lost-session-token",
    messageId: event.messageId,
    data: { ...event.data, property: options.tokenProperty },
    place,
    path: [
      {
        file: event.file.path,
        name: fn.name,
        fn: { start: fn.start, end: fn.end },
        call: place,
        callee: calleePosition(event.file, event.expr),
      },
    ],
    otherHandlers: 0,
    otherPaths: [],
    identity: [
      "no-lost-session-token",
      event.messageId,
      fn.name,
      event.data.call ?? "",
    ].join(" > "),
    dependsOn: options.dependsOn([event.file.path]),
  };
}

/** Reads that no handler reaches pass worthless tokens too: reported on the read. */
function looseConsistency(
  loose: readonly Event[],
  known: readonly Finding[],
  options: FindingOptions,
): Finding[] {
  const found: Finding[] = [];
  const reached = new Set(
    known
      .filter((one) => one.rule === "require-session-consistency")
      .map((one) => `${one.read?.place.file}:${one.read?.place.span.start}`),
  );
  for (const event of loose) {
    if (event.kind !== "read" || !isMuted(event)) continue;
    const key = `${event.file.path}:${event.call.start}`;
    if (reached.has(key)) continue;
    reached.add(key);
    const place = placeOf(event.file, event.call);
    const run: HandlerRun = {
      shape: "",
      entity: undefined,
      file: event.file,
      fn: event.path.hop.fn,
      params: [],
      isBatch: false,
      isLoop: false,
      carries: "unknown",
      events: [],
      inputs: [],
      roots: [],
    };
    const read = readInfo(run, event, options);
    const path = framesOf(event.path).slice(-1);
    found.push({
      rule: "require-session-consistency",
      messageId: "noEffect",
      data: {
        read: read.text,
        property: options.tokenProperty,
        level: read.consistencyLevel ?? "",
      },
      place,
      path,
      read,
      otherHandlers: 0,
      otherPaths: [],
      identity: [
        "require-session-consistency",
        event.path.hop.fn.name,
        read.call,
      ].join(" > "),
      dependsOn: options.dependsOn([event.file.path]),
    });
  }
  return found;
}

/** Several handlers at the same place for the same read are one report. */
function mergeHandlers(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const { place, read } = finding;
    const key = `${finding.rule}:${finding.messageId}:${place.file}:${place.span.start}:${place.span.end}:${read?.place.file}:${read?.place.span.start}:${read?.binding?.line ?? ""}`;
    const known = merged.get(key);
    if (!known) {
      merged.set(key, finding);
      continue;
    }
    const { mergedWith = [], ...alone } = known;
    const all = [{ ...alone, otherHandlers: 0 }, ...mergedWith];
    if (all.some((one) => isSameHandler(one, finding))) continue;
    const [first, ...others] = [...all, finding].sort(byHandler);
    merged.set(key, {
      ...(first as Finding),
      otherHandlers: others.length,
      mergedWith: others,
    });
  }
  return [...merged.values()];
}

function isSameHandler(a: Finding, b: Finding): boolean {
  return (
    a.handler?.file === b.handler?.file &&
    a.handler?.fn.start === b.handler?.fn.start
  );
}

function byHandler(a: Finding, b: Finding): number {
  const [x, y] = [a.handler, b.handler];
  if (!x || !y || x.file === y.file)
    return (x?.fn.start ?? 0) - (y?.fn.start ?? 0);
  return x.file < y.file ? -1 : 1;
}

/** Identities tell the findings of a file apart: of equal ones each gets its number. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings
    .slice()
    .sort(
      (a, b) =>
        (a.place.file < b.place.file
          ? -1
          : a.place.file > b.place.file
            ? 1
            : 0) ||
        a.place.span.start - b.place.span.start ||
        (a.identity < b.identity ? -1 : 1),
    )
    .map((finding) => {
      const key = `${finding.place.file} ${finding.identity}`;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return count === 0
        ? finding
        : { ...finding, identity: `${finding.identity} #${count + 1}` };
    });
}
