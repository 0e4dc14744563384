import path from "node:path";
import type { LogEntry } from "../../../lab/src/index.ts";
import type { ReadByRules } from "./readsByRules.ts";
import type { Says, Seen } from "./Scenario.ts";
import { showSeen } from "./showOutcomes.ts";

/** A read of the consumer: what the rules say of it, and what the lab saw. */
export interface JudgedRead {
  readonly file: string;
  readonly line: number;
  readonly call: string;
  readonly says: Says;
  readonly rules: readonly string[];
  /** How often the lab saw each verdict. */
  readonly seen: ReadonlyMap<Seen, number>;
}

/**
 * Joins both by the line of the program.
 *
 * @param folder Where the programs stand.
 * @param log The lab's lines about the consumer.
 */
export function judgeReads(
  folder: string,
  rules: readonly ReadByRules[],
  log: readonly LogEntry[],
): JudgedRead[] {
  const known = rules.map(
    (read): JudgedRead & { readonly seen: Map<Seen, number> } => ({
      file: read.file,
      line: read.from,
      call: read.call,
      says: read.says,
      rules: read.rules,
      seen: new Map<Seen, number>(),
    }),
  );
  const all = [...known];
  for (const { callSite, operation, verdict } of finalReads(log)) {
    if (callSite === undefined || verdict === undefined) continue;
    const [, absolute = "", number = ""] = /^(.*):(\d+)$/.exec(callSite) ?? [];
    const file = path.relative(folder, absolute).replaceAll("\\", "/");
    // The handler's reads are judged; what a producer reads for itself is no flow.
    if (file.startsWith("producer.")) continue;
    const line = Number(number);
    const at = rules.findIndex(
      (read) => read.file === file && read.from <= line && line <= read.to,
    );
    const index = at >= 0 ? at : askedForAbove(rules, file, line, operation);
    let read =
      known[index] ?? all.find((one) => one.file === file && one.line === line);
    if (read === undefined) {
      read = {
        file,
        line,
        call: operation,
        says: "unseen",
        rules: [],
        seen: new Map(),
      };
      all.push(read);
    }
    read.seen.set(verdict, (read.seen.get(verdict) ?? 0) + 1);
  }
  return all;
}

/** A query or a feed is asked for at one line, and read from at a later one. */
function askedForAbove(
  rules: readonly ReadByRules[],
  file: string,
  line: number,
  operation: string,
): number {
  const calls = laterCalls[operation] ?? [];
  return rules.findLastIndex(
    (read) =>
      read.file === file && read.from <= line && calls.includes(read.call),
  );
}

/** By the lab's operation, the calls that it may come from. */
const laterCalls: Readonly<Record<string, readonly string[]>> = {
  "items.query": ["items.query", "items.readAll"],
  "items.bulk": ["items.bulk", "items.executeBulkOperations"],
  "items.changeFeed": ["items.changeFeed", "items.getChangeFeedIterator"],
};

/** The last line of each read, a batch with reads among them: an attempt that was repeated is none. */
function finalReads(log: readonly LogEntry[]): LogEntry[] {
  const repeated = new Set(log.map(({ retryOf }) => retryOf));
  return log.filter(
    ({ n, verdict }) => verdict !== undefined && !repeated.has(n),
  );
}

const wrong: readonly Seen[] = ["stale", "downgraded", "foreign"];

/**
 * Where rules and lab disagree about a read, in one sentence; `undefined` where they agree.
 *
 * @param excused Wrong verdicts that a report elsewhere speaks of, or a rule that is to come.
 */
export function disagreement(
  read: JudgedRead,
  excused: readonly Seen[] = [],
): string | undefined {
  const where = `${read.file}:${read.line} ${read.call}`;
  const bad = wrong.filter((verdict) => read.seen.has(verdict));
  if (read.says === "unprotected" && bad.length === 0) {
    return `${where} is reported, but the lab never saw it wrong: ${showSeen(read)}. A false report, or the scenario does not show it.`;
  }
  const missed = bad.filter((verdict) => !excused.includes(verdict));
  if (read.says === "protected" && missed.length > 0) {
    return `${where} counts as protected, but the lab saw it ${missed.join(" and ")}: ${showSeen(read)}. A miss.`;
  }
  return undefined;
}
