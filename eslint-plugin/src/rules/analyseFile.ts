/** One engine for all rules of a process (with `--concurrency`: of a worker), and one answer for all rules of a run. */
import type { Rule } from "eslint";
import { createEngine } from "../analysis/engine.ts";
import type { Engine } from "../analysis/engine.types.ts";
import type { Finding, RuleName } from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { lateCode } from "../analysis/lateCode.ts";
import { createDiskHost } from "../analysis/project/hostFromDisk.ts";
import { parseSettings, type Settings } from "../analysis/settings.ts";
import { fileOfContext } from "./fileOfContext.ts";

export interface FileAnalysis {
  readonly file: string;
  /** Nobody read it where there is nothing to be said. */
  readonly text: string | undefined;
  readonly settings: Settings;
  /** What is wrong with `settings["cosmos-session"]`, for the person who wrote them. */
  readonly problems: readonly string[];
  readonly findings: readonly Finding[];
}

interface Answer {
  readonly sourceCode: object;
  readonly analysis: FileAnalysis;
  /** Rules that took it. A rule that asks again is in a new run: files on disk may have changed meanwhile. */
  readonly takenBy: Set<RuleName>;
}

interface Process {
  readonly engine: Engine;
  readonly host: Host;
}

let processWide: Process | undefined;
let last: Answer | undefined;

export function engineOfProcess(): Process {
  if (processWide === undefined) {
    lateCode.watch(import.meta.url);
    const host = createDiskHost();
    processWide = {
      host,
      engine: createEngine(host, { trustsManifests: true }),
    };
  }
  return processWide;
}

export function analyseFile(
  context: Rule.RuleContext,
  rule: RuleName,
): FileAnalysis {
  const { sourceCode } = context;
  const file = fileOfContext(context);
  const { settings, problems } = parseSettings(
    context.settings["cosmos-session"],
  );
  if (
    last?.sourceCode === sourceCode &&
    last.analysis.file === file &&
    last.analysis.settings === settings &&
    !last.takenBy.has(rule) &&
    (last.analysis.text === undefined || last.analysis.text === sourceCode.text)
  ) {
    last.takenBy.add(rule);
    return last.analysis;
  }
  last = undefined;
  const { engine } = engineOfProcess();
  // Oxlint makes a text of its own for each file that asks for it.
  const isSilent = problems.length === 0 && engine.isSilent(file, settings);
  const text = isSilent ? undefined : sourceCode.text;
  const findings =
    text === undefined ? [] : engine.findingsIn(file, text, settings);
  const analysis = { file, text, settings, problems, findings };
  last = { sourceCode, analysis, takenBy: new Set([rule]) };
  return analysis;
}
