/** Does one job. Nothing is hidden here: what the rules swallow to keep a user's run alive counts as a crash. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { createEngine } from "../../eslint-plugin/src/analysis/engine.ts";
import type { Finding } from "../../eslint-plugin/src/analysis/finding.ts";
import { createDiskHost } from "../../eslint-plugin/src/analysis/project/hostFromDisk.ts";
import { listSourceFiles } from "../../eslint-plugin/src/analysis/project/listFiles.ts";
import { createMemoryHost } from "../../eslint-plugin/src/analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "../../eslint-plugin/src/analysis/settings.ts";
import plugin from "../../eslint-plugin/src/index.ts";
import { lintFiles } from "../real-code/lint.ts";
import type { Job, Outcome } from "./jobs.ts";

type Draft = {
  -readonly [Key in keyof Outcome]: Outcome[Key] extends readonly (infer One)[]
    ? One[]
    : Outcome[Key];
};

const SLOW_MS = 1000;

export function runJob(job: Job): Outcome {
  const begin = performance.now();
  const draft: Draft = {
    files: 0,
    unparsed: [],
    reports: [],
    crashes: [],
    overBudget: [],
    steps: 0,
    handlers: 0,
    milliseconds: 0,
    slow: [],
    peakMegabytes: 0,
  };
  if (job.kind === "project") evaluateProject(job.root, draft);
  else if (job.kind === "alone")
    job.files.forEach((file) => evaluateAlone(file, draft));
  else lint(job.dir, job.files, draft);
  draft.milliseconds = performance.now() - begin;
  draft.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return draft;
}

function evaluateProject(root: string, draft: Draft): void {
  const host = createDiskHost();
  const engine = createEngine(host, { everyFile: true });
  // A project inside the project answers for its own files.
  const sources = listSourceFiles(host, root).sources.filter(
    (file) => engine.rootOf(file) === root,
  );
  const begin = performance.now();
  for (const file of sources)
    catching(file, draft, () => {
      const findings = engine.findingsIn(file, undefined, DEFAULT_SETTINGS);
      draft.reports.push(...findings.map(showFinding));
    });
  addStats(engine.stats(path.join(root, "package.json")), draft);
  draft.files += sources.length;
  noteSlow(root, begin, draft);
}

function evaluateAlone(file: string, draft: Draft): void {
  const begin = performance.now();
  // A name that no list leaves out, with the extension that says the language.
  const name = `/alone/file${path.extname(file)}`;
  const host = createMemoryHost({ [name]: readFileSync(file, "utf8") });
  const engine = createEngine(host, { everyFile: true });
  catching(file, draft, () => {
    const findings = engine.findingsIn(name, undefined, DEFAULT_SETTINGS);
    draft.reports.push(
      ...findings.map((one) => showFinding(one).replaceAll(name, file)),
    );
  });
  addStats(engine.stats(name), draft, file);
  draft.files++;
  noteSlow(file, begin, draft);
}

function noteSlow(what: string, begin: number, draft: Draft): void {
  const milliseconds = Math.round(performance.now() - begin);
  if (milliseconds > SLOW_MS) draft.slow.push({ file: what, milliseconds });
}

function addStats(
  stats: ReturnType<ReturnType<typeof createEngine>["stats"]>,
  draft: Draft,
  alone?: string,
): void {
  draft.steps += stats.steps;
  draft.handlers += stats.handlers;
  draft.overBudget.push(...stats.overBudget.map((one) => alone ?? one));
  for (const { file, line, message } of stats.unparsedFiles) {
    const text = `${alone ?? file}:${line} ${message}`;
    // The lowering failed, not the parser.
    if (message.startsWith("The file could not be analysed"))
      draft.crashes.push(text);
    else draft.unparsed.push(text);
  }
}

function lint(dir: string, files: readonly string[], draft: Draft): void {
  const printed = console.error;
  console.error = (...what: unknown[]) =>
    draft.crashes.push(what.map(showError).join(" "));
  try {
    const result = lintFiles(
      dir,
      files.map((file) => path.relative(dir, file)),
      plugin,
      {},
    );
    for (const { file, line, rule, message } of result.reports)
      draft.reports.push(`${file}:${line} ${rule} ${message}`);
    for (const failure of result.failures)
      (failure.includes(" threw: ") ? draft.crashes : draft.unparsed).push(
        failure,
      );
  } finally {
    console.error = printed;
  }
  draft.files += files.length;
}

function catching(file: string, draft: Draft, work: () => void): void {
  try {
    work();
  } catch (error) {
    draft.crashes.push(`${file}: ${showError(error)}`);
  }
}

function showError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split("\n").slice(0, 8).join("\n    ");
}

function showFinding({ rule, place }: Finding): string {
  return `${place.file}:${place.start.line} ${rule}`;
}
