import { createEngine } from "../analysis/engine.ts";
import type { Engine } from "../analysis/engine.types.ts";
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
): Mended {
  const texts = new Map<string, string>();
  const disk = createDiskHost();
  let latest = look(target, settings, texts);
  const first = latest.findings;
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
    latest = look(target, settings, texts);
    idle = latest.findings.length < best.look.findings.length ? 0 : idle + 1;
    if (idle === 0) best = { look: latest, texts: new Map(texts) };
  }
  // Edits after which no finding was gone are taken back; only a mistake of ours explains them.
  const known =
    best.look === latest
      ? latest
      : { ...best.look, proposals: best.look.proposals.map(withoutEffect) };
  return {
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
        before: first.find(({ identity }) => identity === finding.identity),
        tokenName: known.tokenNames[index] ?? settings.tokenProperty,
        reason:
          proposal?.kind === "refused"
            ? proposal.reason
            : "Its edit clashes with another one. Run the command again.",
      };
    }),
  };
}

interface Look {
  readonly host: Host;
  readonly findings: readonly Finding[];
  /** For each finding. */
  readonly proposals: readonly Proposal[];
  readonly tokenNames: readonly string[];
}

function look(
  { sources, has }: Target,
  settings: Settings & { readonly style: Style },
  texts: ReadonlyMap<string, string>,
): Look {
  const host = createDiskHost(texts);
  const engine: Engine = createEngine(host);
  const findings = sources
    .filter(has)
    .flatMap((file) => engine.findingsIn(file, undefined, settings));
  const reads = new HandlerReads(engine, settings);
  return {
    host,
    findings,
    proposals: findings.map((finding) =>
      proposeIn(settings.style, finding, engine, host, settings, reads),
    ),
    tokenNames: findings.map((finding) => reads.tokenNameOf(finding, host)),
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
