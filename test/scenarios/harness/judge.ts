import path from "node:path";
import type { LogEntry } from "../../../lab/src/index.ts";
import type { ReadByRules } from "./readsByRules.ts";
import type { Says, Seen } from "./Scenario.ts";

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
    const line = Number(number);
    const index = rules.findIndex(
      (read) => read.file === file && read.from <= line && line <= read.to,
    );
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

/** The last line of each read: an attempt that was repeated is none. */
function finalReads(log: readonly LogEntry[]): LogEntry[] {
  const repeated = new Set(log.map(({ retryOf }) => retryOf));
  return log.filter(({ n, kind }) => kind === "read" && !repeated.has(n));
}

const wrong: readonly Seen[] = ["stale", "downgraded", "foreign"];

/**
 * Where rules and lab disagree about a read, in one sentence; `undefined` where they agree.
 *
 * @param mayBeDowngraded Nothing but a rule for verified reads speaks of the read's downgrade.
 */
export function disagreement(
  read: JudgedRead,
  mayBeDowngraded = false,
): string | undefined {
  const where = `${read.file}:${read.line} ${read.call}`;
  const seen = (verdict: Seen): boolean => read.seen.has(verdict);
  if (read.says === "unprotected" && !wrong.some(seen)) {
    return `${where} is reported, but the lab never saw it wrong: ${showSeen(read)}. A false report, or the scenario does not show it.`;
  }
  if (read.says === "protected") {
    const bad = wrong.filter(
      (verdict) =>
        seen(verdict) && !(mayBeDowngraded && verdict === "downgraded"),
    );
    if (bad.length > 0) {
      return `${where} counts as protected, but the lab saw it ${bad.join(" and ")}: ${showSeen(read)}. A miss.`;
    }
  }
  return undefined;
}

/** `3 stale, 1 fresh` */
export function showSeen({ seen }: JudgedRead): string {
  if (seen.size === 0) return "not seen";
  return [...seen].map(([verdict, count]) => `${count} ${verdict}`).join(", ");
}
