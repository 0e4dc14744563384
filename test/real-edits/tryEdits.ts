import path from "node:path";
import { createEngine } from "../../eslint-plugin/src/analysis/engine.ts";
import type { Finding } from "../../eslint-plugin/src/analysis/finding.ts";
import { createDiskHost } from "../../eslint-plugin/src/analysis/project/hostFromDisk.ts";
import {
  STYLES,
  type Settings,
  type Style,
} from "../../eslint-plugin/src/analysis/settings.ts";
import { mend } from "../../eslint-plugin/src/cli/mend.ts";
import { applyEdits } from "../../eslint-plugin/src/edit/index.ts";
import {
  HandlerReads,
  proposeIn,
} from "../../eslint-plugin/src/edit/offerEdits.ts";
import type { TextEdit } from "../../eslint-plugin/src/edit/proposal.ts";
import { isDemanded } from "./refusals.ts";

/** A code base, and what of it is linted. Paths are absolute. */
export interface Project {
  readonly folder: string;
  readonly files: readonly string[];
  readonly settings: Settings;
}

/** What became of one finding in one style. */
export interface Trial {
  readonly style: Style;
  readonly finding: Finding;
  readonly title: string;
  readonly refused?: { readonly reason: string; readonly isDemanded: boolean };
  /** Texts after the edit; empty where it was refused. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that no longer parse, findings that stay and findings that are new. */
  readonly faults: readonly string[];
}

/** All edits of a style together, as `cosmos-session fix` makes them. */
export interface Together {
  readonly style: Style;
  readonly texts: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
}

/** Findings of the project, in the order of its files. */
export function findingsOf(
  project: Project,
  texts?: ReadonlyMap<string, string>,
): Finding[] {
  const engine = createEngine(createDiskHost(texts));
  return project.files.flatMap((file) =>
    engine.findingsIn(file, undefined, project.settings),
  );
}

/** Tries the edit of each finding of a read, alone, in each style. */
export function* tryEach(
  project: Project,
  findings: readonly Finding[],
  styles: readonly Style[] = STYLES,
): Generator<Trial> {
  const host = createDiskHost();
  const engine = createEngine(host);
  const reads = new HandlerReads(engine, project.settings);
  for (const style of styles) {
    for (const finding of findings) {
      if (finding.read === undefined) continue;
      const proposal = proposeIn(
        style,
        finding,
        engine,
        host,
        project.settings,
        reads,
      );
      if (proposal.kind === "refused") {
        const { reason } = proposal;
        const refused = { reason, isDemanded: isDemanded(reason) };
        yield {
          style,
          finding,
          title: "",
          refused,
          texts: new Map(),
          faults: [],
        };
        continue;
      }
      const texts = new Map(
        proposal.files.map(({ file, edits }) => [
          file,
          applyEdits(host.readText(file) ?? "", edits),
        ]),
      );
      const edits = new Map(
        proposal.files.map(({ file, edits }) => [file, edits]),
      );
      const faults = faultsOf(project, findings, texts, { finding, edits });
      yield { style, finding, title: proposal.title, texts, faults };
    }
  }
}

/** Applies all edits of a style. A finding that has an edit alone must not be left. */
export function tryTogether(
  project: Project,
  style: Style,
  before: readonly Finding[],
): Together {
  const { changes, left } = mend(
    {
      root: project.folder,
      sources: project.files,
      has: () => true,
    },
    { ...project.settings, style },
  );
  const texts = new Map(changes.map(({ file, after }) => [file, after]));
  const clashes = left
    .filter(({ reason }) => /clashes|did not help/.test(reason))
    .map(({ finding, reason }) => `${placeOf(project, finding)}: ${reason}`);
  return {
    style,
    texts,
    faults: [...clashes, ...faultsOf(project, before, texts)],
  };
}

function faultsOf(
  project: Project,
  before: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  mended?: { readonly finding: Finding; readonly edits: Edits },
): string[] {
  const engine = createEngine(createDiskHost(texts));
  const after = project.files.flatMap((file) =>
    engine.findingsIn(file, undefined, project.settings),
  );
  const faults = engine
    .stats(project.folder)
    .unparsedFiles.filter(({ file }) => texts.has(file))
    .map(
      ({ file, message }) =>
        `does not parse: ${path.relative(project.folder, file)} ${message}`,
    );
  const known = count(project, before);
  if (mended !== undefined) {
    const key = keyOf(project, mended.finding);
    known.set(key, (known.get(key) ?? 0) - 1);
    if (after.some((finding) => isSameRead(finding, mended)))
      faults.push("reported as before");
  }
  for (const [key, number] of count(project, after)) {
    const was = known.get(key) ?? 0;
    if (number > was) faults.push(`${number - was} more than before of ${key}`);
  }
  return faults;
}

type Edits = ReadonlyMap<string, readonly TextEdit[]>;

/** Whether a finding after the edits is the one that they should have mended. */
function isSameRead(
  after: Finding,
  { finding, edits }: { readonly finding: Finding; readonly edits: Edits },
): boolean {
  const { read, handler } = finding;
  return (
    after.rule === finding.rule &&
    after.read?.place.file === read?.place.file &&
    after.read?.place.span.end ===
      moved(edits, read!.place.file, read!.place.span.end) &&
    after.handler?.file === handler?.file &&
    after.handler?.fn.start ===
      (handler && moved(edits, handler.file, handler.fn.start))
  );
}

/** Where an offset lies after the edits. */
function moved(edits: Edits, file: string, offset: number): number {
  return (edits.get(file) ?? [])
    .filter(({ start }) => start < offset)
    .reduce(
      (at, { start, end, text }) => at + text.length - (end - start),
      offset,
    );
}

function count(
  project: Project,
  findings: readonly Finding[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = keyOf(project, finding);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * What an edit does not change: names of functions on the way and lines it may, and the file of the report where
 * it hands the message on to a function of another file, which the reports of further reads then stand in.
 */
function keyOf({ folder }: Project, { rule, place, read }: Finding): string {
  const file = path.relative(folder, read?.place.file ?? place.file);
  return `${rule}, ${read?.call ?? "call"} in ${file.replaceAll("\\", "/")}`;
}

export function placeOf({ folder }: Project, { place }: Finding): string {
  const file = path.relative(folder, place.file).replaceAll("\\", "/");
  return `${file}:${place.start.line}`;
}
