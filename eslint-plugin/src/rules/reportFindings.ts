import type { Rule } from "eslint";
import type { Finding, RuleName } from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { overlayHost } from "../analysis/overlayHost.ts";
import type { Proposal } from "../edit/index.ts";
import {
  applyEdits,
  createHandlerReads,
  offerEdits,
} from "../edit/lateEdits.ts";
import type { HandlerReads } from "../edit/offerEdits.ts";
import type { Settings } from "../analysis/settings.ts";
import { describeFinding } from "../messages/index.ts";
import {
  analyseFile,
  engineOfProcess,
  type FileAnalysis,
} from "./analyseFile.ts";
import { reportOnce } from "./settingsProblems.ts";

const suggestionIds = {
  inline: "editInline",
  helper: "editWithHelper",
  ambient: "editAmbient",
} as const;

/**
 * What the visitor of every rule does: the engine's findings of this rule and file become reports. For a file without
 * findings the visitor is empty, so that ESLint walks its tree no longer for our sake.
 */
export function reportFindings(
  context: Rule.RuleContext,
  rule: RuleName,
): Rule.RuleListener {
  const analysis = guard(() => analyseFile(context, rule));
  if (analysis === undefined) return {};
  const findings = analysis.findings.filter((finding) => finding.rule === rule);
  const problems = rule === "require-session-token" ? reportOnce(analysis) : [];
  if (findings.length === 0 && problems.length === 0) return {};
  return {
    Program() {
      for (const problem of problems) {
        context.report({
          loc: { line: 1, column: 0 },
          messageId: "wrongSettings",
          data: { problem },
        });
      }
      const { file, text, settings } = analysis;
      if (findings.length === 0 || text === undefined) return;
      const { host } = engineOfProcess();
      const around: Surroundings = {
        host: readingOnce(overlayHost(host, file, text)),
        reads: readsFor(file, settings),
      };
      for (const finding of findings)
        guard(() => report(context, finding, { ...analysis, text }, around));
    },
  };
}

type ReadFile = FileAnalysis & { readonly text: string };

/** What the edits of all findings of one file share. */
interface Surroundings {
  readonly host: Host;
  readonly reads: HandlerReads;
}

/** While one file is being worked on, the files around it mostly stay; a run of a linter has no use for them. */
let last:
  | { file: string; settings: Settings; reads: WeakRef<HandlerReads> }
  | undefined;

function readsFor(file: string, settings: Settings): HandlerReads {
  const known =
    last?.file === file && last.settings === settings
      ? last.reads.deref()
      : undefined;
  if (known) return known;
  const reads = createHandlerReads(engineOfProcess().engine, settings);
  last = { file, settings, reads: new WeakRef(reads) };
  return reads;
}

function readingOnce(host: Host): Host {
  const texts = new Map<string, string | undefined>();
  return {
    ...host,
    readText(file) {
      if (!texts.has(file)) texts.set(file, host.readText(file));
      return texts.get(file);
    },
  };
}

function report(
  context: Rule.RuleContext,
  finding: Finding,
  analysis: ReadFile,
  around: Surroundings,
): void {
  const { place } = finding;
  const { messageId, data } = describeFinding(finding, {
    cwd: context.cwd,
    tokenProperty:
      guard(() => around.reads.tokenNameOf(finding, around.host)) ??
      analysis.settings.tokenProperty,
  });
  context.report({
    loc: { start: place.start, end: place.end },
    messageId,
    data: { ...data },
    suggest: guard(() => suggestionsFor(finding, analysis, around)) ?? [],
  });
}

/** ESLint can change the linted file only; edits that cross files are for the command line. */
function suggestionsFor(
  finding: Finding,
  { file, text, settings }: ReadFile,
  { host, reads }: Surroundings,
): Rule.SuggestionReportDescriptor[] {
  const { engine } = engineOfProcess();
  const offers = offerEdits(finding, engine, host, settings, reads);
  return offers
    .filter(({ files }) => files.length === 1 && files[0]?.file === file)
    .map((offer) => ({
      messageId: suggestionIds[offer.style],
      data: { title: offer.title },
      fix: (fixer) => replaceOnce(fixer, text, offer),
    }));
}

/** All edits as one replacement: what editors and Oxlint make of several is theirs, this is the same everywhere. */
function replaceOnce(
  fixer: Rule.RuleFixer,
  text: string,
  offer: Extract<Proposal, { kind: "edits" }>,
): Rule.Fix {
  const edits = offer.files.flatMap((one) => one.edits);
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const moved = edits.map((edit) => ({
    start: edit.start - start,
    end: edit.end - start,
    text: edit.text,
  }));
  return fixer.replaceTextRange(
    [start, end],
    applyEdits(text.slice(start, end), moved),
  );
}

/** An exception out of a rule ends the whole run of ESLint. Ours end here; `COSMOS_SESSION_DEBUG=1` shows them. */
function guard<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (process.env["COSMOS_SESSION_DEBUG"]) console.error(error);
    return undefined;
  }
}
