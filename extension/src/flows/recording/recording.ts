import type { Flow } from "../Flow.ts";
import { isCosmos, type FlowEvent, type MessageEvent } from "../FlowEvent.ts";
import { withoutSecrets } from "./withoutSecrets.ts";
import { readEvent } from "./readEvent.ts";
import { readJson } from "./readJson.ts";
import { RecordingError } from "./RecordingError.ts";

/**
 * What is exported and imported: the events, in the shape of `FlowEvent`, from which a store makes
 * the same flows again. For people: docs/recording.md.
 */
export interface Recording {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** ISO 8601 */
  readonly exportedAt: string;
  readonly events: readonly FlowEvent[];
}

const FORMAT = "cosmos-session-flow";
const VERSION = 1;

const LARGEST_MIB = 256;

export interface Imported {
  readonly events: readonly FlowEvent[];
  /** Why an entry was left out, each with its place: `events[3] has the kind "eval": …` */
  readonly problems: readonly string[];
}

/** The text of a recording. What looks like a key in a body or a property is left out. */
export function exportFlows(flows: Iterable<Flow>, now: Date): string {
  const recording: Recording = {
    format: FORMAT,
    version: VERSION,
    exportedAt: now.toISOString(),
    events: eventsOf(flows).map(withoutSecrets),
  };
  return JSON.stringify(recording);
}

/**
 * @throws {RecordingError} with a sentence that says what is wrong, and where; an entry that is no
 *   event is left out and told of
 */
export function importFlows(text: string): Imported {
  if (text.length > LARGEST_MIB * 2 ** 20) {
    throw new RecordingError(
      `The file has ${Math.ceil(text.length / 2 ** 20)} MiB. A recording may have ${LARGEST_MIB} MiB: press Clear before the run that you want to keep.`,
    );
  }
  const events: FlowEvent[] = [];
  const problems: string[] = [];
  entriesOf(readJson(text)).forEach((entry, index) => {
    const event = readEvent(entry);
    if (typeof event === "string") problems.push(`events[${index}] ${event}.`);
    else events.push(event);
  });
  return { events, problems };
}

function entriesOf(value: unknown): readonly unknown[] {
  const { format, version, events }: Readonly<Record<string, unknown>> =
    typeof value === "object" && value !== null ? { ...value } : {};
  if (format !== FORMAT) {
    throw new RecordingError(
      `The file is JSON, but no recording: "format" at its top should be "${FORMAT}"${typeof format === "string" ? `, and is "${format.slice(0, 60)}"` : ""}.`,
    );
  }
  if (version !== VERSION) {
    throw new RecordingError(
      `The recording is of version ${version === undefined ? "(none)" : JSON.stringify(version)}. This extension reads version ${VERSION}.`,
    );
  }
  if (!Array.isArray(events)) {
    throw new RecordingError(
      'The recording has no events: "events" at its top should be a list.',
    );
  }
  return events;
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
        message.taken,
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
