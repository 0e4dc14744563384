/** The report of a read that a handler reaches. */
import { areEqual, type Path, type ReadEvent } from "../evaluate/events.ts";
import type { Finding, Frame, HandlerInfo, ReadInfo } from "../finding.ts";
import type { HandlerRun } from "../flows.ts";
import type { Span } from "../ir.ts";
import { framesOf, handlerInfo } from "../places.ts";
import type { FindingOptions } from "./options.ts";
import { readInfo, readsOf } from "./readInfo.ts";

/** A read to report, with the further flows of its handler to it. */
export interface ReadReport {
  readonly rule: Finding["rule"];
  readonly messageId: string;
  readonly read: ReadEvent;
  readonly others: readonly ReadEvent[];
  readonly run: HandlerRun;
  readonly handler: HandlerInfo;
  /** Runs for the same message: this one, who gave it the message, and whom it gives it to. */
  readonly flow: readonly HandlerRun[];
  /** Counts the reports of one handler. */
  readonly ordinal: number;
}

export function readFinding(
  report: ReadReport,
  options: FindingOptions,
): Finding {
  const { rule, messageId, read: event, others, run, handler } = report;
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
    ...wholeOf(run, handler, [event, ...others]),
    read,
    handlerReads: report.flow.flatMap((one) => readsOf(one, options)),
    otherHandlers: 0,
    otherPaths: otherPaths([event, ...others]),
    identity: [
      rule,
      handler.shape,
      handler.name,
      ...path.map((frame) => frame.name),
      read.call,
      String(report.ordinal),
    ].join(" > "),
    dependsOn: options.dependsOn([
      handler.file,
      ...path.map((frame) => frame.file),
    ]),
  };
}

/** From the function that has the message, where all paths begin with its handing on a part of it. */
function wholeOf(
  { givenBy }: HandlerRun,
  { message }: HandlerInfo,
  events: readonly ReadEvent[],
): Pick<Finding, "whole"> {
  if (message.kind !== "apart" || !givenBy) return {};
  const paths = pathsOf(events).map((path) => givenBy.paths.get(path));
  const [first, ...others] = paths.flatMap((path) =>
    path === undefined ? [] : [framesOf(path)],
  );
  if (first === undefined || others.length + 1 < paths.length) return {};
  const handler = handlerInfo(givenBy.run);
  return { whole: { handler, path: first, otherPaths: others } };
}

/** All paths but the first one's own: further calls of the handler, and further paths behind one call. */
function otherPaths(events: readonly ReadEvent[]): Frame[][] {
  return pathsOf(events).slice(1).map(framesOf);
}

function pathsOf(events: readonly ReadEvent[]): Path[] {
  const paths: Path[] = [];
  for (const event of events)
    for (const path of [event.path, ...(event.otherPaths ?? [])])
      // Case: two containers are read on one path.
      if (!paths.some((one) => areEqual(one, path))) paths.push(path);
  return paths;
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
