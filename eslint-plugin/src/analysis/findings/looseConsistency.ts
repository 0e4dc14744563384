/** Reads outside of handlers. */
import type { Event } from "../evaluate/events.ts";
import type { Finding } from "../finding.ts";
import type { HandlerRun } from "../flows.ts";
import { framesOf, placeOf } from "../places.ts";
import type { FindingOptions } from "./options.ts";
import { readInfo, isMuted } from "./readInfo.ts";

/** Reads that no handler reaches pass worthless tokens too: reported on the read. */
export function looseConsistency(
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
