import type { Engine } from "../analysis/engine.types.ts";
import type { Finding } from "../analysis/finding.ts";
import type { Host } from "../analysis/host.ts";
import { STYLES, type Settings } from "../analysis/settings.ts";
import { detectStyle } from "./detectStyle.ts";
import { proposeEdits } from "./proposeEdits.ts";
import type { Proposal, Style } from "./proposal.ts";

const LIBRARY = "cosmos-session-token";

/**
 * Edits for a finding in every style that makes sense where it stands: the preferred style first, the others only
 * where the library that they import is installed. Refusals are left out.
 */
export function offerEdits(
  finding: Finding,
  engine: Engine,
  host: Host,
  settings: Settings,
): Extract<Proposal, { kind: "edits" }>[] {
  const seen = new Set<string>();
  return stylesFor(finding, host, settings).flatMap((style) => {
    const proposal = proposeIn(style, finding, engine, host, settings);
    if (proposal.kind === "refused") return [];
    // Case: a level that is raised is raised the same way in every style.
    const text = JSON.stringify(proposal.files);
    if (seen.has(text)) return [];
    seen.add(text);
    return [proposal];
  });
}

/** The edit in one style, or the reason why there is none. */
export function proposeIn(
  style: Style,
  finding: Finding,
  engine: Engine,
  host: Host,
  settings: Settings,
): Proposal {
  return proposeEdits(finding, {
    host,
    style,
    tokenProperty: settings.tokenProperty,
    handlerReads: readsOfHandler(finding, engine, settings),
  });
}

function stylesFor(finding: Finding, host: Host, settings: Settings): Style[] {
  const preferred = settings.style ?? detectStyle(host, finding.dependsOn);
  const others = STYLES.filter(
    (style) =>
      style !== preferred &&
      (style === "inline" || isLibraryInstalled(host, finding.place.file)),
  );
  return [preferred, ...others];
}

function isLibraryInstalled(host: Host, file: string): boolean {
  const { path } = host;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (host.exists(path.join(folder, "node_modules", LIBRARY, "package.json")))
      return true;
    if (folder === path.dirname(folder)) return false;
  }
}

/** A handler that reads several containers needs a name for each. */
function readsOfHandler(
  { handler, rule }: Finding,
  engine: Engine,
  settings: Settings,
) {
  if (handler === undefined || rule !== "require-session-token") return [];
  return engine
    .handlersOf(handler.file, settings)
    .filter(
      (report) =>
        report.handler.file === handler.file &&
        report.handler.fn.start === handler.fn.start,
    )
    .flatMap((report) => report.reads.map(({ read }) => read));
}
