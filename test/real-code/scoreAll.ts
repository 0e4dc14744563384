import { existsSync } from "node:fs";
import path from "node:path";
import type { ESLint } from "eslint";
import { checkLabels, type Entry } from "./labels.ts";
import { lintFiles } from "./lint.ts";
import { scoreEntry, type EntryScore } from "./scoreEntry.ts";
import { listSourceFiles } from "./sourceFiles.ts";

/** One repository: what was linted, what went wrong, how it scored. */
export interface RepositoryResult {
  dir: string;
  commit: string;
  tier: string;
  subtier?: string;
  files: number;
  lintMs: number;
  /** Files that did not parse, and files on which a rule threw. */
  failures: string[];
  /** Labels that the checkout does not bear out. */
  badLabels: string[];
  score: EntryScore;
}

export interface Result {
  repositories: RepositoryResult[];
  /** Entries without a checkout. They are in no figure. */
  absent: string[];
}

export interface Selection {
  /** A tier or a subtier. */
  tier?: string;
  /** A part of the folder name. */
  repo?: string;
  settings?: Record<string, unknown>;
}

/** Lints and scores every entry that has a checkout under `dir`. */
export function scoreAll(
  dir: string,
  entries: Entry[],
  plugin: ESLint.Plugin,
  { tier, repo, settings }: Selection = {},
): Result {
  const result: Result = { repositories: [], absent: [] };
  for (const entry of entries) {
    if (tier && entry.tier !== tier && entry.subtier !== tier) continue;
    if (repo && !entry.dir.toLowerCase().includes(repo.toLowerCase())) continue;
    const checkout = path.resolve(dir, entry.dir);
    if (!existsSync(checkout)) {
      result.absent.push(`${entry.dir} at ${entry.commit}`);
      continue;
    }
    const files = entry.only ?? listSourceFiles(checkout, entry.roots);
    const { reports, failures, lintMs } = lintFiles(checkout, files, plugin, {
      ...settingsFor(entry),
      ...settings,
    });
    result.repositories.push({
      dir: entry.dir,
      commit: entry.commit,
      tier: entry.tier,
      ...(entry.subtier && { subtier: entry.subtier }),
      files: files.length,
      lintMs,
      failures,
      badLabels: checkLabels(entry, checkout),
      score: scoreEntry(entry, reports),
    });
  }
  return result;
}

/** What a user of this kind of queue would set; an entry's own settings win, name by name. */
export function settingsFor(entry: Entry): Record<string, unknown> {
  const bySubtier: Record<string, Record<string, unknown>> = {
    "storage-queue": { presets: ["storage-queues"] },
    "durable-activity": { presets: ["durable-activities"] },
    rabbitmq: { handlers: [{ call: "consumer.on", handler: "1" }] },
  };
  return { ...bySubtier[entry.subtier ?? ""], ...entry.settings };
}
