/** The report of a token that is lost on its way. */
import type { LostEvent } from "../evaluate/events.ts";
import type { Finding } from "../finding.ts";
import { calleePosition, placeOf } from "../places.ts";
import type { FindingOptions } from "./options.ts";

export function lostFinding(
  event: LostEvent,
  options: FindingOptions,
): Finding {
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
