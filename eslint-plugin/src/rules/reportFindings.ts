import type { Rule } from "eslint";
import type { Finding, RuleName } from "../analysis/finding.ts";
import { overlayHost } from "../analysis/overlayHost.ts";
import { applyEdits, type Proposal } from "../edit/index.ts";
import { HandlerReads, offerEdits } from "../edit/offerEdits.ts";
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
      if (findings.length === 0) return;
      const reads = new HandlerReads(
        engineOfProcess().engine,
        analysis.settings,
      );
      for (const finding of findings)
        guard(() => report(context, finding, analysis, reads));
    },
  };
}

function report(
  context: Rule.RuleContext,
  finding: Finding,
  analysis: FileAnalysis,
  reads: HandlerReads,
): void {
  const { place } = finding;
  const { messageId, data } = describeFinding(finding, {
    cwd: context.cwd,
    tokenProperty: analysis.settings.tokenProperty,
  });
  context.report({
    loc: { start: place.start, end: place.end },
    messageId,
    data: { ...data },
    suggest: guard(() => suggestionsFor(finding, analysis, reads)) ?? [],
  });
}

/** ESLint can change the linted file only; edits that cross files are for the command line. */
function suggestionsFor(
  finding: Finding,
  { file, text, settings }: FileAnalysis,
  reads: HandlerReads,
): Rule.SuggestionReportDescriptor[] {
  const { engine, host } = engineOfProcess();
  const seen = overlayHost(host, file, text);
  const offers = offerEdits(finding, engine, seen, settings, reads);
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
