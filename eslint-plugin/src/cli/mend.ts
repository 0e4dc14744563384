import { createEngine } from "../analysis/engine.ts";
import type { Engine, EngineStats } from "../analysis/engine.types.ts";
import type { Finding } from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { createDiskHost } from "../analysis/project/hostFromDisk.ts";
import type { Settings, Style } from "../analysis/settings.ts";
import { applyEdits, composeEdits, type Proposal } from "../edit/index.ts";
import { HandlerReads, proposeIn } from "../edit/offerEdits.ts";
import type { Target } from "./targets.ts";
import type { NewText } from "./writeFiles.ts";

export interface LeftFinding {
  readonly finding: Finding;
  /** The finding as it stood before anything was mended, where it can be told. */
  readonly before: Finding | undefined;
  readonly reason: string;
  /** What the message calls its token. */
  readonly tokenName: string;
}

export interface Mended {
  readonly changes: readonly NewText[];
  /** How many findings are gone. */
  readonly mended: number;
  readonly left: readonly LeftFinding[];
  /** Of the texts before anything was mended. */
  readonly stats: EngineStats;
}

/** Edits that clash wait for the next round; more rounds than this means that they do not come to an end. */
const MAX_ROUNDS = 20;
/** Another path to the same read shows only when the first one passes the token: a round may mend without a finding less. */
const MAX_IDLE = 3;

/**
 * Mends what can be mended in a project, in memory. Edits of one text are applied together; where two of them touch
 * the same place, the second one is made anew from the text after the first.
 */
export function mend(
  target: Target,
  settings: Settings & { readonly style: Style },
  propose: typeof proposeIn = proposeIn,
  /** Keys of findings whose edits did not help: nothing of these is written. */
  hopeless: ReadonlySet<string> = new Set(),
): Mended {
  const texts = new Map<string, string>();
  const disk = createDiskHost();
  const lookAt = (): Look => {
    const seen = look(target, settings, texts, propose);
    const proposals = seen.proposals.map((proposal, index) =>
      hopeless.has(keyOf(seen.findings[index]))
        ? withoutEffect(proposal)
        : proposal,
    );
    return { ...seen, proposals };
  };
  let latest = lookAt();
  const { findings: first, stats } = latest;
  let best = { look: latest, texts: new Map(texts) };
  for (
    let round = 0, idle = 0;
    round < MAX_ROUNDS && idle < MAX_IDLE;
    round++
  ) {
    const { files } = composeEdits(latest.proposals);
    if (files.length === 0) break;
    for (const { file, edits } of files)
      texts.set(file, applyEdits(latest.host.readText(file) ?? "", edits));
    latest = lookAt();
    idle = latest.findings.length < best.look.findings.length ? 0 : idle + 1;
    if (idle === 0) best = { look: latest, texts: new Map(texts) };
  }
  // Edits after which their finding is still there are taken back, also those of a round that mended another one.
  const failed = best.look.findings
    .filter((_, index) => best.look.proposals[index]?.kind === "edits")
    .map(keyOf);
  const isNew = first
    .map(keyOf)
    .some((key) => failed.includes(key) && !hopeless.has(key));
  if (isNew)
    return mend(target, settings, propose, new Set([...hopeless, ...failed]));
  const known =
    failed.length === 0
      ? best.look
      : { ...best.look, proposals: best.look.proposals.map(withoutEffect) };
  return {
    stats,
    mended: first.length - known.findings.length,
    changes: [...best.texts].map(([file, after]) => ({
      file,
      before: disk.readText(file) ?? "",
      after,
    })),
    left: known.findings.map((finding, index) => {
      const proposal = known.proposals[index];
      return {
        finding,
        before: first.find((one) => keyOf(one) === keyOf(finding)),
        tokenName: known.tokenNames[index] ?? settings.tokenProperty,
        reason:
          proposal?.kind === "refused"
            ? proposal.reason
            : "Its edit clashes with another one. Run the command again.",
      };
    }),
  };
}

/** The same finding before and after edits. */
function keyOf(finding: Finding | undefined): string {
  return finding ? `${finding.place.file} ${finding.identity}` : "";
}

interface Look {
  readonly host: Host;
  readonly findings: readonly Finding[];
  /** For each finding. */
  readonly proposals: readonly Proposal[];
  readonly tokenNames: readonly string[];
  readonly stats: EngineStats;
}

function look(
  { root, sources, has }: Target,
  settings: Settings & { readonly style: Style },
  texts: ReadonlyMap<string, string>,
  propose: typeof proposeIn,
): Look {
  const host = createDiskHost(texts);
  const engine: Engine = createEngine(host);
  const findings = sources
    .flatMap((file) => engine.findingsIn(file, undefined, settings))
    .filter(
      ({ place, path }) =>
        has(place.file) || path.some(({ file }) => has(file)),
    );
  const reads = new HandlerReads(engine, settings);
  return {
    host,
    findings,
    proposals: findings.map((finding) =>
      propose(settings.style, finding, engine, host, settings, reads),
    ),
    tokenNames: findings.map((finding) => reads.tokenNameOf(finding, host)),
    stats: engine.stats(`${root}/package.json`),
  };
}

function withoutEffect(proposal: Proposal): Proposal {
  return proposal.kind === "refused"
    ? proposal
    : {
        kind: "refused",
        style: proposal.style,
        reason:
          "The edit that was tried did not help. Please report this with the code.",
      };
}
