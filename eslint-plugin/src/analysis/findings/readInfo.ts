/** What a finding says of a read, and of the token that its client keeps by itself. */
import { LEVELS_WITHOUT_SESSION } from "../../sdk/cosmos.ts";
import type { ReadEvent } from "../evaluate/events.ts";
import type { ReadInfo } from "../finding.ts";
import type { HandlerRun } from "../flows.ts";
import { placeOf, readText } from "../places.ts";
import type { FindingOptions } from "./options.ts";

/** A token is passed, and the level in force makes it worthless. */
export function isMuted(event: ReadEvent): boolean {
  return event.hasToken && LEVELS_WITHOUT_SESSION.has(levelOf(event) ?? "");
}

function levelOf(event: ReadEvent): string | undefined {
  return (
    event.requestLevel ??
    (event.origin.clientLevelSeen && event.isLevelHidden !== true
      ? event.origin.clientLevel
      : undefined)
  );
}

/** The flow wrote (or read) this container before, through a client that keeps and sends its own token. */
export function hasOwnToken(
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

export function readInfo(
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

export function readsOf(
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
