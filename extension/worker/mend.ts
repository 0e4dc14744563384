/** "Fix all": rounds of edits in memory, until nothing more can be mended. */
import type { FileChange, Mended } from "../src/analysis/protocol.ts";
import { SharedReads, type Analyst } from "./analyst.ts";
import { changesBetween } from "./changesBetween.ts";
import {
  applyEdits,
  composeEdits,
  offerEdits,
  proposeIn,
  type Finding,
  type Proposal,
} from "./engine.ts";

/** Edits that clash wait for the next round; more rounds than this means that they do not come to an end. */
const maxRounds = 20;
/** Another path to a read may show only when the first one passes the token: a round may mend without a finding less. */
const maxIdle = 3;

/** After every file and every round: to report progress, and to let a request to stop come in. */
export type Pause = (done: number, total: number) => Promise<void>;

/**
 * @param analyst Its unsaved texts are changed while this runs, and put back at the end: nobody else may ask it
 * meanwhile.
 * @param pause Rejects where the work is to stop.
 */
export async function mend(
  analyst: Analyst,
  files: readonly string[],
  pause: Pause,
): Promise<Mended> {
  const before = new Map<string, string | undefined>();
  try {
    let findings = await look(analyst, files, pause);
    const first = findings.length;
    let best = { findings, texts: new Map<string, string>() };
    const texts = new Map<string, string>();
    let reasons = new Map<string, string>();
    for (
      let round = 0, idle = 0;
      round < maxRounds && idle < maxIdle;
      round++
    ) {
      const reads = new SharedReads();
      const proposals = findings.map((finding) =>
        propose(analyst, finding, reads),
      );
      reasons = reasonsOf(findings, proposals);
      const { files: changed } = composeEdits(proposals);
      if (changed.length === 0) break;
      for (const { file, edits } of changed) {
        if (!before.has(file)) before.set(file, analyst.unsavedText(file));
        const text = applyEdits(analyst.host.readText(file) ?? "", edits);
        texts.set(file, text);
        analyst.setText(file, text);
      }
      findings = await look(analyst, files, pause);
      idle = findings.length < best.findings.length ? 0 : idle + 1;
      if (idle === 0) best = { findings, texts: new Map(texts) };
    }
    // The texts from before, to compare with.
    for (const [file, text] of before) analyst.setText(file, text);
    const changes = [...best.texts].map(([file, text]): FileChange => ({
      file,
      edits: changesBetween(analyst.host.readText(file) ?? "", text),
    }));
    const reads = new SharedReads();
    return {
      files: changes.sort((a, b) => (a.file < b.file ? -1 : 1)),
      mended: first - best.findings.length,
      left: best.findings.map((finding) => ({
        finding: analyst.describe(finding, reads),
        reason:
          reasons.get(finding.identity) ??
          "Its edit clashes with another one. Fix all once more.",
      })),
    };
  } finally {
    for (const [file, text] of before) analyst.setText(file, text);
  }
}

async function look(
  analyst: Analyst,
  files: readonly string[],
  pause: Pause,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, file] of files.entries()) {
    findings.push(...analyst.engineFindings(file));
    await pause(index + 1, files.length);
  }
  return findings;
}

function propose(
  analyst: Analyst,
  finding: Finding,
  shared: SharedReads,
): Proposal {
  const place = analyst.placeOf(finding.place.file)!;
  const { engine, settings } = place;
  const { host } = analyst;
  const reads = shared.of(place);
  // The preferred style comes first.
  const [offer] = offerEdits(finding, engine, host, settings, reads);
  const style = settings.style ?? "inline";
  return offer ?? proposeIn(style, finding, engine, host, settings, reads);
}

function reasonsOf(
  findings: readonly Finding[],
  proposals: readonly Proposal[],
): Map<string, string> {
  return new Map(
    findings.flatMap(({ identity }, index) => {
      const proposal = proposals[index];
      return proposal?.kind === "refused" ? [[identity, proposal.reason]] : [];
    }),
  );
}
