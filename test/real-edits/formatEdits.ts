import type { RepositoryTrials, Row } from "./tryRepository.ts";

/** For each repository and style one line, then what is to be looked at. */
export function formatEdits(
  all: readonly RepositoryTrials[],
  title?: string,
): string {
  const lines: string[] = [];
  if (title === undefined)
    for (const trials of all) lines.push(...describe(trials));
  else lines.push(...sum(all, title));
  return lines.join("\n");
}

function describe(trials: RepositoryTrials): string[] {
  const { dir, sites, resolved, compilers, problems, rows } = trials;
  return [
    `${dir}: ${resolved} of ${sites} reads resolve to the SDK's types (${compilers.join("; ")})`,
    ...problems.map((problem) => `  not installed  ${problem}`),
    ...rows.flatMap((row) => [
      `  ${figures(row)}`,
      ...Object.entries(row.demanded).map(
        ([reason, number]) => `    demanded ${number}x  ${reason}`,
      ),
      ...Object.entries(row.refused).map(
        ([reason, places]) =>
          `    refused ${places.length}x  ${reason}  ${places.join(" ")}`,
      ),
      ...row.faults.map((fault) => `    FAULT  ${fault}`),
    ]),
  ];
}

function sum(all: readonly RepositoryTrials[], title: string): string[] {
  const styles = [
    ...new Set(all.flatMap(({ rows }) => rows.map(({ style }) => style))),
  ];
  const sites = all.reduce((total, one) => total + one.sites, 0);
  const resolved = all.reduce((total, one) => total + one.resolved, 0);
  return [
    `${title}: ${all.length} repositories, ${resolved} of ${sites} reads resolve to the SDK's types`,
    ...styles.map((style) => {
      const rows = all.flatMap((one) =>
        one.rows.filter((row) => row.style === style),
      );
      return `  ${figures({
        dir: title,
        style,
        findings: rows.reduce((total, row) => total + row.findings, 0),
        edits: rows.reduce((total, row) => total + row.edits, 0),
        acrossFiles: rows.reduce((total, row) => total + row.acrossFiles, 0),
        demanded: {
          all: rows.reduce((total, row) => total + demandedIn(row), 0),
        },
        refused: Object.assign(
          {},
          ...rows.map((row, index) => ({
            [index]: Object.values(row.refused).flat(),
          })),
        ) as Row["refused"],
        faults: rows.flatMap((row) => row.faults),
      })}`;
    }),
  ];
}

function figures(row: Row): string {
  const demanded = demandedIn(row);
  const refused = Object.values(row.refused).flat().length;
  const open = row.findings - demanded;
  const share = open === 0 ? 0 : (100 * refused) / open;
  return `${row.style.padEnd(8)} findings ${row.findings}, edits ${row.edits} (${row.acrossFiles} across files), refusals: demanded ${demanded}, others ${refused} (${share.toFixed(1)} %), faults ${row.faults.length}`;
}

function demandedIn({ demanded }: Row): number {
  return Object.values(demanded).reduce((total, number) => total + number, 0);
}
