/** Handlers with all their reads and sends, for `explain`. */
import type { HandlerReport, ReadReport, SendReport } from "./engine.types.ts";
import type { ReadEvent } from "./evaluate/events.ts";
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
      event.kind === "read" ? [readReport(event, texts)] : [],
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

function readReport(event: ReadEvent, texts: Texts): ReadReport {
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
    verdict:
      event.token === "passed"
        ? "protected"
        : event.token === "none"
          ? "unprotected"
          : "unknown",
    because: because(event),
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
