import type { Entry, Flow, LabelledCall, Place, Send } from "./labels.ts";
import { parsePlace } from "./labels.ts";
import type { Report } from "./lint.ts";

export const READS_RULE = "require-session-token";
export const SENDS_RULE = "propagate-session-token";

/** Counts from which precision and recall follow. */
export interface Tally {
  /** Labels that must be reported, and how many of them were. */
  expected: number;
  found: number;
  /** Reports that find a label, and reports that no label allows. */
  right: number;
  wrong: number;
}

/** Kinds of flows that are counted beside the main score, never in it. */
type ApartKind = "input-binding" | "wrapper-dynamic";

interface Miss {
  id: string;
  what: string;
  /** Handler (or write), the labelled calls on the way, and the read (or send). */
  path: string;
  why: string;
  difficulty: string;
}

interface FalseReport {
  report: Report;
  /** Set where a label says why there must be silence. */
  label?: string;
}

export interface EntryScore {
  reads: Tally;
  apart: Record<ApartKind, Tally>;
  /** `null`: the sends of this entry are not labelled. */
  sends: Tally | null;
  misses: Miss[];
  falseReports: FalseReport[];
  /** Reports on lines where a report is neither required nor false. */
  unclear: Report[];
  /** Reports for which the set has no labels: other rules, and sends where those are not labelled. */
  unlabelled: Report[];
}

/** Compares the reports of one repository with its labels. */
export function scoreEntry(entry: Entry, reports: Report[]): EntryScore {
  const score: EntryScore = {
    reads: emptyTally(),
    apart: { "input-binding": emptyTally(), "wrapper-dynamic": emptyTally() },
    sends: hasLabelledSends(entry) ? emptyTally() : null,
    misses: [],
    falseReports: [],
    unclear: [],
    unlabelled: [],
  };
  const readReports = reports.filter(({ rule }) => rule === READS_RULE);
  const sendReports = reports.filter(({ rule }) => rule === SENDS_RULE);
  score.unlabelled.push(
    ...reports.filter(({ rule }) => rule !== READS_RULE && rule !== SENDS_RULE),
  );

  scoreReads(entry, readReports, score);
  if (score.sends) scoreSends(entry, sendReports, score, score.sends);
  else score.unlabelled.push(...sendReports);
  return score;
}

function scoreReads(entry: Entry, reports: Report[], score: EntryScore): void {
  const expected = entry.flows.filter((flow) => flow.expected === "report");
  const found = new Set<Flow>();
  const tallyOf = (flow: Flow): Tally => {
    const kind = findApartKind(flow);
    return kind ? score.apart[kind] : score.reads;
  };

  for (const report of reports) {
    const flows = findFlows(report, expected);
    for (const flow of flows) found.add(flow);
    // A report that finds flows of the main score and others counts in the main score.
    const main = flows.find((flow) => !findApartKind(flow)) ?? flows[0];
    if (main) tallyOf(main).right++;
    else if (isUnclear(report, entry)) score.unclear.push(report);
    else {
      score.reads.wrong++;
      const silent = entry.flows.find(
        (flow) => flow.expected === "silent" && isReadOf(report, flow.read),
      );
      score.falseReports.push({
        report,
        ...(silent && { label: `${silent.id}: ${silent.why}` }),
      });
    }
  }
  for (const flow of expected) {
    const tally = tallyOf(flow);
    tally.expected++;
    if (found.has(flow)) tally.found++;
    else score.misses.push(missedRead(flow));
  }
}

/** The flows that a report finds: those of its read whose handler it stands in. */
function findFlows(report: Report, flows: Flow[]): Flow[] {
  const ofRead = flows.filter((flow) => finds(report, flow));
  const exact = ofRead.filter((flow) => standsOnPath(report, flow));
  if (exact.length > 0) return exact;
  // The labels name one way to each read. A report on another way counts for the handler that begins last before it
  // in its file; where none does (a function above its registration), for the one registered next behind it.
  const inFile = ofRead.filter(({ handler }) => handler.file === report.file);
  const lines = inFile.map(({ handler }) => handler.line);
  const above = lines.filter((line) => line <= report.line);
  const line = above.length > 0 ? Math.max(...above) : Math.min(...lines);
  return inFile.filter(({ handler }) => handler.line === line);
}

function finds(report: Report, flow: Flow): boolean {
  return flow.read.call === "input-binding"
    ? report.file === flow.handler.file &&
        report.line <= flow.handler.line &&
        flow.handler.line <= report.endLine &&
        namesBinding(report, flow.read)
    : isReadOf(report, flow.read);
}

/** A label may give any line of the binding in `function.json`; one in code stands where its call begins. */
function namesBinding({ message }: Report, { file, line }: Place): boolean {
  return message.includes(
    file.endsWith("function.json") ? "function.json" : `${file}:${line}`,
  );
}

/** A path says which read is meant; without one the report must stand on the read itself. */
function isReadOf(report: Report, read: LabelledCall): boolean {
  const end = report.path.at(-1);
  const ends = end ? [end] : edges(report);
  return ends.some((place) => isWithin(place, read));
}

function isWithin({ file, line }: Place, call: LabelledCall): boolean {
  return (
    file === call.file &&
    line >= call.line &&
    line <= (call.callLine ?? call.line)
  );
}

function standsOnPath(report: Report, flow: Flow): boolean {
  const { read } = flow;
  if (read.call === "input-binding") return true;
  const places = [...edges(report), ...report.path.slice(0, -1)];
  return (
    edges(report).some((edge) => isWithin(edge, read)) ||
    [flow.handler, ...flow.via.map(parsePlace)].some((step) =>
      places.some((place) => isSame(place, step)),
    )
  );
}

function scoreSends(
  entry: Entry,
  reports: Report[],
  score: EntryScore,
  tally: Tally,
): void {
  const sends = entry.sends ?? [];
  const expected = sends.filter((send) => send.expected === "report");
  const found = new Set<Send>();

  for (const report of reports) {
    const matching = expected.filter((send) => isSendOf(report, send));
    for (const send of matching) found.add(send);
    if (matching.length > 0) tally.right++;
    else if (isUnclear(report, entry)) score.unclear.push(report);
    else {
      tally.wrong++;
      const silent = sends.find(
        (send) => send.expected === "silent" && isSendOf(report, send),
      );
      score.falseReports.push({
        report,
        ...(silent && { label: `${silent.id}: ${silent.why}` }),
      });
    }
  }
  for (const send of expected) {
    tally.expected++;
    if (found.has(send)) tally.found++;
    else score.misses.push(missedSend(send));
  }
}

function isSendOf(report: Report, send: Send): boolean {
  const accepted = [send.send, ...(send.also_accept ?? []).map(parsePlace)];
  return accepted.some((place) =>
    edges(report).some((edge) => isSame(edge, place)),
  );
}

/** The sends of RabbitMQ code are not labelled; an entry without a list has none labelled either. */
function hasLabelledSends(entry: Entry): boolean {
  return entry.sends !== undefined && entry.subtier !== "rabbitmq";
}

function findApartKind(flow: Flow): ApartKind | undefined {
  if (flow.read.call === "input-binding") return "input-binding";
  if (flow.difficulty === "wrapper-dynamic") return "wrapper-dynamic";
  return undefined;
}

function isUnclear(report: Report, entry: Entry): boolean {
  const places = [...edges(report), ...report.path.slice(-1)];
  return (entry.unclear ?? []).some((line) =>
    places.some((place) => isSame(place, line)),
  );
}

function edges({ file, line, endLine }: Report): Place[] {
  return [
    { file, line },
    { file, line: endLine },
  ];
}

function isSame(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line;
}

function missedRead({ id, handler, via, read, why, difficulty }: Flow): Miss {
  const end = `${read.file}:${read.callLine ?? read.line}`;
  const path = [`${handler.file}:${handler.line}`, ...via, end].join(" -> ");
  return { id, what: read.call, path, why, difficulty };
}

function missedSend({ id, write, send, why, difficulty }: Send): Miss {
  const places = [...(write ? [write] : []), send];
  const path = places.map(({ file, line }) => `${file}:${line}`).join(" -> ");
  return { id, what: send.call, path, why, difficulty };
}

export function emptyTally(): Tally {
  return { expected: 0, found: 0, right: 0, wrong: 0 };
}

export function addTally(sum: Tally, part: Tally): void {
  sum.expected += part.expected;
  sum.found += part.found;
  sum.right += part.right;
  sum.wrong += part.wrong;
}
