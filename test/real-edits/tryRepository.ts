import path from "node:path";
import type { Style } from "../../eslint-plugin/src/analysis/settings.ts";
import {
  findingsOf,
  placeOf,
  tryEach,
  tryTogether,
  type Project,
} from "./tryEdits.ts";
import { kindOfRefusal } from "./refusals.ts";
import { TypeCheck } from "./typeCheck.ts";

/** One style in one repository. */
export interface Row {
  readonly dir: string;
  readonly style: Style;
  readonly findings: number;
  readonly edits: number;
  /** Refusals that the design demands, and the others, by reason. */
  readonly demanded: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, readonly string[]>>;
  /** Findings whose edit has two files or more. */
  readonly acrossFiles: number;
  /** Each with its place. */
  readonly faults: readonly string[];
}

export interface Change {
  readonly style: Style;
  readonly place: string;
  readonly title: string;
  readonly texts: ReadonlyMap<string, string>;
}

export interface RepositoryTrials {
  readonly dir: string;
  readonly folder: string;
  /** Reads reported, each once; `resolved`: those that TypeScript sees as calls of the real SDK. */
  readonly sites: number;
  readonly resolved: number;
  readonly compilers: readonly string[];
  readonly problems: readonly string[];
  readonly rows: readonly Row[];
  readonly changes: readonly Change[];
}

export function tryRepository(
  dir: string,
  project: Project,
  styles: readonly Style[],
  problems: readonly string[],
): RepositoryTrials {
  const types = new TypeCheck(project.folder);
  const findings = findingsOf(project).filter(({ read }) => read !== undefined);
  const sites = new Map(
    findings.map(({ read }) => [
      `${read!.place.file}:${read!.place.span.start}`,
      read!.place,
    ]),
  );
  const changes: Change[] = [];
  const rows = styles.map((style): Row => {
    const row = {
      demanded: {} as Record<string, number>,
      refused: {} as Record<string, string[]>,
      faults: [] as string[],
      edits: 0,
      acrossFiles: 0,
    };
    for (const trial of tryEach(project, findings, [style])) {
      const place = placeOf(project, trial.finding);
      if (trial.refused !== undefined) {
        const kind = kindOfRefusal(trial.refused.reason);
        if (trial.refused.isDemanded)
          row.demanded[kind] = (row.demanded[kind] ?? 0) + 1;
        else (row.refused[kind] ??= []).push(place);
        continue;
      }
      row.edits++;
      if (trial.texts.size > 1) row.acrossFiles++;
      const added = types.added(trial.texts, trial.finding.dependsOn, false);
      row.faults.push(
        ...[
          ...trial.faults,
          ...added.own.map((error) => `own configuration: ${error}`),
          ...added.strict.map((error) => `strictest flags: ${error}`),
        ].map((fault) => `${place} ${fault}`),
      );
      changes.push({ style, place, title: trial.title, texts: trial.texts });
    }
    const together = tryTogether(project, style, findings);
    const added = types.added(together.texts, [], true);
    row.faults.push(
      ...[
        ...together.faults,
        ...added.own.map((error) => `own configuration: ${error}`),
        ...added.strict.map((error) => `strictest flags: ${error}`),
      ].map((fault) => `all edits together: ${fault}`),
    );
    changes.push({
      style,
      place: "all edits together",
      title: "",
      texts: together.texts,
    });
    return { dir, style, findings: findings.length, ...row };
  });
  return {
    dir,
    folder: project.folder,
    sites: sites.size,
    resolved: [...sites.values()].filter((place) =>
      types.isSdkCall(place, "@azure/cosmos"),
    ).length,
    compilers: [
      ...new Set(
        [...sites.values()].map(({ file }) =>
          types.describe(file).replaceAll(path.sep, "/"),
        ),
      ),
    ],
    problems,
    rows,
    changes,
  };
}
