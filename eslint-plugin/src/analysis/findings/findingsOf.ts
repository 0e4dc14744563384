/** Flows to findings: which reads are reported, where, and in which words' data. */
import {
  lengthOf,
  type Event,
  type Path,
  type ReadEvent,
} from "../evaluate/events.ts";
import type { Finding } from "../finding.ts";
import { keyOfRun, type HandlerRun } from "../flows.ts";
import type { CallExpr, FileIr } from "../ir.ts";
import { handlerInfo } from "../places.ts";
import { inputFinding } from "./inputFinding.ts";
import { looseConsistency } from "./looseConsistency.ts";
import { lostFinding } from "./lostFinding.ts";
import { mergeHandlers } from "./mergeHandlers.ts";
import type { FindingOptions } from "./options.ts";
import { readFinding } from "./readFinding.ts";
import { hasOwnToken, isMuted } from "./readInfo.ts";
import { withoutRepeats } from "./withoutRepeats.ts";

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
  const flowOf = flowsIn(runs);
  for (const run of runs)
    findings.push(...findingsOfRun(run, flowOf(run), lostReads, options));
  findings.push(...lost.values());
  const merged = mergeHandlers(findings);
  return withoutRepeats([
    ...merged,
    ...looseConsistency(loose, merged, options),
  ]);
}

/**
 * Which runs handle the same message: a message that was handed on is still the same, and what reads before or behind
 * that reads for it, too. Two that got it from one function do so only where the one gives it to the other.
 */
function flowsIn(
  runs: readonly HandlerRun[],
): (run: HandlerRun) => readonly HandlerRun[] {
  const given = new Map<string, HandlerRun[]>();
  for (const run of runs) {
    if (!run.givenBy) continue;
    const key = keyOfRun(run.givenBy.run);
    const known = given.get(key);
    if (known) known.push(run);
    else given.set(key, [run]);
  }
  const byKey = new Map(runs.map((run) => [keyOfRun(run), run]));
  return (run) => {
    const giver = run.givenBy && byKey.get(keyOfRun(run.givenBy.run));
    const siblings = giver ? (given.get(keyOfRun(giver)) ?? []) : [];
    return [
      run,
      ...(giver && giver !== run ? [giver] : []),
      ...(given.get(keyOfRun(run)) ?? []).filter((other) => other !== run),
      ...siblings.filter(
        (other) =>
          other !== run &&
          (leadsThrough(run, other) || leadsThrough(other, run)),
      ),
    ];
  };
}

/** Case: guard(work) gives the message to work, and both got it from the function that subscribes. */
function leadsThrough({ givenBy }: HandlerRun, other: HandlerRun): boolean {
  for (const whole of givenBy?.paths.values() ?? [])
    for (let at: Path | undefined = whole; at; at = at.next)
      if (at.hop.fn === other.fn && at.hop.file === other.file) return true;
  return false;
}

function siteKey(file: FileIr, call: CallExpr): string {
  return `${file.path}:${call.start}:${call.end}`;
}

function findingsOfRun(
  run: HandlerRun,
  flow: readonly HandlerRun[],
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
  const report = (
    rule: Finding["rule"],
    messageId: string,
    read: ReadEvent,
    others: readonly ReadEvent[] = [],
  ) =>
    findings.push(
      readFinding(
        {
          rule,
          messageId,
          read,
          others,
          run,
          handler,
          flow,
          ordinal: ordinal++,
        },
        options,
      ),
    );
  let ordinal = 0;
  for (const [key, events] of reads) {
    const [best, ...others] = events
      .filter((event) => event.token === "none")
      .sort(byPath);
    if (best && !lostReads.has(key) && !(best.hasToken && isMuted(best))) {
      report("require-session-token", "missing", best, others);
      continue;
    }
    const [muted, ...mutedToo] = events.filter(isMuted).sort(byPath);
    if (muted)
      report("require-session-consistency", "noEffect", muted, mutedToo);
    const replaced = events.find(
      (event) =>
        event.fromMessage && !event.fromFlow && hasOwnToken(run, event, true),
    );
    if (replaced && !lostReads.has(key))
      report("no-lost-session-token", "replacesNewer", replaced);
  }
  return findings;
}

function byPath(a: ReadEvent, b: ReadEvent): number {
  return (
    lengthOf(a.path) - lengthOf(b.path) || firstCall(a.path) - firstCall(b.path)
  );
}

function firstCall(path: Path): number {
  return path.hop.call?.start ?? path.hop.fn.start;
}
