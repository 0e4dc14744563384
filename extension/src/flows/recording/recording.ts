import type { Flow } from "../Flow.ts";
import { isCosmos, type FlowEvent, type MessageEvent } from "../FlowEvent.ts";
import { withoutSecrets } from "./withoutSecrets.ts";
import { readEvent } from "./readEvent.ts";

/**
 * What is exported and imported: the events, in the shape of `FlowEvent`, from which a store makes
 * the same flows again.
 */
export interface Recording {
  readonly format: "cosmos-session-flow";
  readonly version: 1;
  /** ISO 8601 */
  readonly exportedAt: string;
  readonly events: readonly FlowEvent[];
}

export class RecordingError extends Error {}

const LARGEST = 256 * 1024 * 1024;

/** The text of a recording. What looks like a key in a body or a property is left out. */
export function exportFlows(flows: Iterable<Flow>, now: Date): string {
  const recording: Recording = {
    format: "cosmos-session-flow",
    version: 1,
    exportedAt: now.toISOString(),
    events: eventsOf(flows).map(withoutSecrets),
  };
  return JSON.stringify(recording);
}

/**
 * @throws {RecordingError} with a sentence that says what is wrong; an event that is none is left out
 *   and counted
 */
export function importFlows(text: string): {
  events: FlowEvent[];
  leftOut: number;
} {
  if (text.length > LARGEST) {
    throw new RecordingError("A recording may have 256 MiB.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RecordingError("The file is no JSON, so it is no recording.");
  }
  if (
    typeof value !== "object" ||
    value === null ||
    !("format" in value) ||
    value.format !== "cosmos-session-flow" ||
    !("events" in value) ||
    !Array.isArray(value.events)
  ) {
    throw new RecordingError(
      'The file is no recording: it should begin with {"format":"cosmos-session-flow".',
    );
  }
  if (!("version" in value) || value.version !== 1) {
    throw new RecordingError(
      "The recording is of another version. This extension reads version 1.",
    );
  }
  const events = value.events.map(readEvent).filter((one) => one !== undefined);
  return { events, leftOut: value.events.length - events.length };
}

/** In the order of time: a topic's copies share a send, which is told once. */
function eventsOf(flows: Iterable<Flow>): FlowEvent[] {
  const events = new Set<FlowEvent>();
  for (const { writes, handlerWrites, message, reads } of flows) {
    for (const write of [...writes, ...handlerWrites]) events.add(write);
    if (message !== undefined) {
      const seen: (MessageEvent | undefined)[] = [
        message.sent,
        message.peeked,
        message.delivered,
        message.settled,
      ];
      for (const event of seen) if (event !== undefined) events.add(event);
    }
    for (const { event } of reads) events.add(event);
  }
  return [...events].sort(
    (a, b) => a.time - b.time || Number(isCosmos(a)) - Number(isCosmos(b)),
  );
}
