// npm run real-edits -- DIR LABELS.json   Every edit of every finding on real code: see README.md.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  parseSettings,
  STYLES,
  type Style,
} from "../../eslint-plugin/src/analysis/settings.ts";
import { parseLabels, type Entry } from "../real-code/labels.ts";
import { settingsFor } from "../real-code/scoreAll.ts";
import { listSourceFiles } from "../real-code/sourceFiles.ts";
import { formatEdits } from "./formatEdits.ts";
import { linkTokenLibrary } from "./linkTokenLibrary.ts";
import { showDiffs } from "./showDiffs.ts";
import { tryRepository, type RepositoryTrials } from "./tryRepository.ts";
import { findingsOf } from "./tryEdits.ts";
import { copyCheckout, installPackages } from "./workCopy.ts";

const USAGE =
  "npm run real-edits -- DIR LABELS.json [--repo NAME] [--style STYLE] [--copies FOLDER] [--diffs FILE] [--json]";

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      repo: { type: "string" },
      style: { type: "string" },
      copies: { type: "string" },
      diffs: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [dir, labels] = positionals;
  const styles = STYLES.filter(
    (style) => values.style === undefined || style === values.style,
  );
  if (!dir || !labels || positionals.length > 2 || styles.length === 0) {
    console.error(`Usage: ${USAGE}`);
    return 2;
  }
  const copies = path.resolve(
    values.copies ?? path.join(os.tmpdir(), "cosmos-session-real-edits"),
  );
  const all: RepositoryTrials[] = [];
  if (values.diffs) fs.writeFileSync(values.diffs, "");
  for (const entry of parseLabels(fs.readFileSync(labels, "utf8"), labels)) {
    const wanted = values.repo?.toLowerCase() ?? "";
    const checkout = path.resolve(dir, entry.dir);
    if (!entry.dir.toLowerCase().includes(wanted) || !fs.existsSync(checkout))
      continue;
    const trials = tryEntry(
      entry,
      checkout,
      path.join(copies, entry.dir),
      styles,
    );
    if (trials === undefined) continue;
    all.push(trials);
    if (values.diffs) fs.appendFileSync(values.diffs, showDiffs(trials));
    if (!values.json) console.log(formatEdits([trials]));
  }
  console.log(
    values.json
      ? JSON.stringify(all.map(({ rows }) => rows).flat(), null, 2)
      : formatEdits(all, "all"),
  );
  return all.some(({ rows }) => rows.some(({ faults }) => faults.length > 0))
    ? 1
    : 0;
}

/** `undefined`: nothing is reported there, so there is nothing to mend. */
function tryEntry(
  entry: Entry,
  checkout: string,
  folder: string,
  styles: readonly Style[],
): RepositoryTrials | undefined {
  const { settings } = parseSettings(settingsFor(entry));
  const names = entry.only ?? listSourceFiles(checkout, entry.roots);
  const inCheckout = names.map((name) => path.join(checkout, name));
  const found = findingsOf({ folder: checkout, files: inCheckout, settings });
  if (found.every(({ read }) => read === undefined)) return undefined;
  copyCheckout(checkout, folder);
  const touched = found.flatMap((finding) =>
    finding.path.map(({ file }) =>
      path.join(folder, path.relative(checkout, file)),
    ),
  );
  const problems = installPackages(folder, [...new Set(touched)]);
  linkTokenLibrary(folder);
  const files = names.map((name) => path.join(folder, name));
  return tryRepository(
    entry.dir,
    { folder, files, settings },
    styles,
    problems,
  );
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
