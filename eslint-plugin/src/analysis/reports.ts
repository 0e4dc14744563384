/** Handlers with all their reads and sends, for `explain`. */
import type { HandlerReport, ReadReport, SendReport } from "./engine.types.ts";
import type { LostEvent, ReadEvent } from "./evaluate/events.ts";
import type { HandlerRun } from "./flows.ts";
import {
  framesOf,
  handlerInfo,
  placeOf,
  readText,
  type Texts,
} from "./places.ts";

export function reportsOf(
  runs: readonly HandlerRun[],
  texts: Texts,
): HandlerReport[] {
  return runs.map((run) => ({
    handler: handlerInfo(run),
    reads: run.events.flatMap((event) =>
      event.kind === "read"
        ? [readReport(event, lostBefore(event, run), texts)]
        : [],
    ),
    sends: run.events.flatMap((event): SendReport[] =>
      event.kind === "send"
        ? [
            {
              call: event.name,
              place: placeOf(event.file, event.call),
              entity: event.entity,
              path: framesOf(event.path),
            },
          ]
        : [],
    ),
  }));
}

/** What another rule says of the token that this read was meant to pass. */
function lostBefore(read: ReadEvent, run: HandlerRun): LostEvent | undefined {
  return run.events.find(
    (event): event is LostEvent =>
      event.kind === "lost" &&
      event.read === read.call &&
      event.file === read.file,
  );
}

function readReport(
  event: ReadEvent,
  lost: LostEvent | undefined,
  texts: Texts,
): ReadReport {
  return {
    read: {
      call: event.name,
      text: readText(texts, event.file, event.call),
      place: placeOf(event.file, event.call),
      optionsIndex: event.optionsIndex,
      container: event.origin.container,
      containerKey: event.origin.containerKey,
      ownTokenExists: false,
      consistencyLevel: event.requestLevel,
    },
    path: framesOf(event.path),
    verdict: lost
      ? "unprotected"
      : event.token === "passed"
        ? "protected"
        : event.token === "none"
          ? "unprotected"
          : "unknown",
    because: lost
      ? "the token that it was meant to pass has no effect (no-lost-session-token)"
      : because(event),
  };
}

function because(event: ReadEvent): string {
  if (event.token === "passed")
    return event.fromMessage
      ? "it passes a token that comes with the message"
      : "it passes a token that the same flow got from this container";
  if (event.token === "unknown")
    return "its options come from where the analysis cannot see";
  return event.hasToken
    ? "the token that it passes does not come with the message"
    : "it passes no session token";
}
