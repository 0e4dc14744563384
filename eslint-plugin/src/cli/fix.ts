import { createDiskHost } from "../analysis/project/hostFromDisk.ts";
import { createEngine } from "../analysis/engine.ts";
import type { Host } from "../analysis/host.ts";
import type { Settings, Style } from "../analysis/settings.ts";
import { detectStyle } from "../edit/index.ts";
import { describeFinding, showPlace } from "../messages/index.ts";
import { mend, type LeftFinding } from "./mend.ts";
import { readSettings } from "./readSettings.ts";
import { showDiff } from "./showDiff.ts";
import { findTargets, type Target } from "./targets.ts";
import { UsageError, type Terminal } from "./terminal.ts";
import { warnOfGaps } from "./warnOfGaps.ts";
import { ChangedFileError, writeFiles, type NewText } from "./writeFiles.ts";

export interface FixOptions {
  readonly paths: readonly string[];
  readonly isDryRun: boolean;
  readonly style: Style | undefined;
  readonly settings?: string | undefined;
}

export async function fix(
  options: FixOptions,
  terminal: Terminal,
): Promise<number> {
  const host = createDiskHost();
  const targets = findTargets(
    options.paths,
    terminal.cwd,
    createEngine(host),
    host,
  );
  const changes: NewText[] = [];
  const left: LeftFinding[] = [];
  let mended = 0;
  for (const target of targets) {
    const settings = await readSettings(
      options.settings,
      target,
      host,
      terminal,
    );
    const result = mend(target, {
      ...settings,
      style: styleFor(options, settings, target, host),
    });
    changes.push(...result.changes);
    left.push(...result.left);
    warnOfGaps(result.stats, terminal);
    mended += result.mended;
  }
  for (const change of changes) terminal.out(showDiff(change, terminal));
  if (!options.isDryRun) write(changes);
  terminal.out(summary(mended, changes, left, options.isDryRun));
  terminal.out(showLeft(left, options.isDryRun, terminal));
  if (!options.isDryRun) terminal.out(advice(changes));
  return left.length > 0 ? 1 : 0;
}

function styleFor(
  options: FixOptions,
  settings: Settings,
  { sources }: Target,
  host: Host,
): Style {
  return options.style ?? settings.style ?? detectStyle(host, sources);
}

function write(changes: readonly NewText[]): void {
  try {
    writeFiles(changes);
  } catch (error) {
    if (error instanceof ChangedFileError) throw new UsageError(error.message);
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(`nothing was changed: ${text}`);
  }
}

function summary(
  mended: number,
  changes: readonly NewText[],
  left: readonly LeftFinding[],
  isDryRun: boolean,
): string {
  if (mended === 0)
    return left.length > 0
      ? "Nothing to mend by an edit.\n"
      : 'Nothing to mend. "npx cosmos-session explain" shows which handlers were found, and why their reads are safe.\n';
  const what = `${mended} ${mended === 1 ? "read" : "reads"} in ${changes.length} ${changes.length === 1 ? "file" : "files"}`;
  return isDryRun
    ? `${what} would be mended; nothing was written. Run the same without --dry-run to write.\n`
    : `Mended ${what}.\n`;
}

function showLeft(
  left: readonly LeftFinding[],
  isDryRun: boolean,
  terminal: Terminal,
): string {
  if (left.length === 0) return "";
  const lines = left.flatMap((one) => {
    // Lines count in the text that is on the disk.
    const finding = isDryRun ? (one.before ?? one.finding) : one.finding;
    const tokenProperty = one.tokenName;
    return [
      "",
      `${showPlace(finding.place.file, finding.place.start.line, terminal)}  ${finding.rule}`,
      `  ${describeFinding(finding, { cwd: terminal.cwd, tokenProperty }).text}`,
      `  No edit: ${one.reason}`,
    ];
  });
  const count =
    left.length === 1 ? "1 finding is" : `${left.length} findings are`;
  return `\n${count} left to be mended by hand:\n${lines.join("\n")}\n`;
}

/** An edit may have brought in the library. */
function advice(changes: readonly NewText[]): string {
  const isNew = changes.some(
    ({ before, after }) =>
      after.includes("cosmos-session-token") &&
      !before.includes("cosmos-session-token"),
  );
  return isNew
    ? "The code now imports cosmos-session-token: npm install cosmos-session-token\n"
    : "";
}
